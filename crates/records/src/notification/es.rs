//! The message in Spanish.

use super::say::Say as S;

pub(super) fn say(what: S) -> &'static str {
    match what {
        S::SubjectChanged => "Su acceso a Matomo en {host} ha cambiado",
        S::SubjectNew => "Tiene una cuenta de Matomo en {host}",
        S::SubjectGone => "Su cuenta de Matomo en {host} se ha eliminado",
        S::SubjectToken => "Sobre su token de API para Matomo en {host}",
        S::Greeting => "Hola:",
        S::LeadChanged => "Su acceso a nuestra analítica web, Matomo ({host}), ha cambiado.",
        S::LeadNew => "Ya tiene una cuenta en nuestra analítica web, Matomo ({host}).",
        S::LeadGone => "Su cuenta en nuestra analítica web, Matomo ({host}), se ha eliminado.",
        S::LeadToken => "Este mensaje trata de su token de API para nuestra analítica web, Matomo ({host}).",
        S::Previous => "Acceso anterior",
        S::Updated => "Acceso actual",
        S::Site => "{site} (ID {id}): {access}",
        S::SiteNew => "{site} (ID {id}): {access} (nuevo)",
        S::Nameless => "Sitio {id}: {access}",
        S::NamelessNew => "Sitio {id}: {access} (nuevo)",
        S::NoAccess => "sin acceso",
        S::AnAccount => "Una cuenta, sin cambios en el acceso a los sitios",
        S::Everything => "{role}: todo en todos los sitios",
        S::Effective => "Vigencia",
        S::EffectiveNow => "desde ahora; cierre la sesión y vuelva a entrar si no lo ve",
        S::EffectiveNew => "desde ahora",
        S::EffectiveInvited => "en cuanto acepte la invitación que Matomo envía por correo",
        S::EffectiveGone => "desde ahora; ya no puede iniciar sesión",
        S::Token => "Token de API",
        S::TokenSame => "no se ha creado ninguno nuevo; los que tiene permiten lo que usted puede hacer ahora",
        S::TokenNone => "no se ha creado ninguno",
        S::TokenGone => "todos los suyos se han eliminado con la cuenta",
        S::TokenMade => "se ha creado uno nuevo. Le llega por otra vía, nunca por correo",
        S::TokenReplaced => "otro ocupa el lugar del anterior: a partir de ahora use solo el nuevo",
        S::TokenDead => "el anterior ya no funciona",
        S::TokenEmergency => {
            "puede que otros lo conozcan y hay que sustituirlo de inmediato: póngase en contacto hoy mismo"
        }
        S::Reason => "Motivo",
        S::ApprovedBy => "Aprobado por",
        S::Ticket => "Tique",
        S::LastDay => "Último día de acceso",
        S::Review => "Próxima revisión",
        S::Contact => "Preguntas",
        S::Never => "Este mensaje no contiene ninguna contraseña ni ningún token. Nunca se los pedimos.",
        S::Cut => "[En un enlace de correo no cabe más: el resto de este mensaje se ha cortado.]",
    }
}
