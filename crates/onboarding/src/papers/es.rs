//! The other papers in Spanish.

use super::words::Say as S;

/// The sentence for what is to be said.
pub(super) fn say(what: S) -> &'static str {
    match what {
        // Labels
        S::Person => "Persona",
        S::Organisation => "Empresa",
        S::Address => "Matomo",
        S::Purpose => "Finalidad",
        S::Justification => "Justificación",
        S::Approver => "Debe decidir",
        S::GrantedBy => "Concedido por",
        S::CarriedOut => "Realizado",
        S::Duration => "Duración",
        S::Span => "del {from} al {until}",
        S::Open => "desde el {from}, sin fin fijado",
        S::Data => "Datos visibles",
        S::Regulations => "Leyes y normas",
        S::Console => "Consola",
        S::Proof => "Comprobado en Matomo",
        S::AsPlanned => "{moment}: según lo previsto",
        S::NotAsPlanned => "{moment}: difiere de lo previsto",
        S::NotRead => "aún no",
        S::WhoAndWhen => "{who}, {day}",
        // Access
        S::Change => "{site} (id {id}): {before} → {after}",
        S::Held => "{site} (id {id}): {access}",
        S::NoAccess => "sin acceso",
        S::NoAccount => "Aún no tiene cuenta",
        S::NothingHeld => "Una cuenta sin acceso a ningún sitio",
        S::NothingNew => "Nada nuevo: todo estaba ya",
        S::Changes => "Acceso, antes → después",
        S::RoleMeans => "{role}. Permitido: {can}. No permitido: {cannot}",
        // Notification
        S::NoticeSubject => "Su acceso a Matomo en {host} ha cambiado",
        S::NoticeLead => {
            "Su acceso a nuestra analítica web, Matomo, ha cambiado. Vale desde ahora; cierre la sesión y vuelva a \
             entrar si no lo ve."
        }
        S::Enclosed => "La hoja adjunta explica cómo entrar y a qué tiene acceso.",
        // Ticket
        S::TicketNew => "Acceso a Matomo concedido: {login}",
        S::TicketChanged => "Acceso a Matomo cambiado: {login}",
        S::NoSecret => "Este texto no contiene ninguna contraseña ni ningún token.",
        // Approval
        S::ApprovalTitle => "Solicitud de acceso a Matomo: {name}",
        S::ApprovalLead => "Le rogamos que decida sobre esta solicitud. No se concede nada antes de su respuesta.",
        S::Current => "Acceso actual",
        S::Requested => "Acceso solicitado",
        S::WhyAdmin => "Por qué {role}",
        S::Answer => "Su respuesta",
        S::Approve => "[ ] Aprobado. Nombre, fecha:",
        S::Refuse => "[ ] Denegado. Motivo, nombre, fecha:",
        // Record
        S::RecordTitle => "Registro de cambios: acceso de {login} a Matomo",
        S::Reasons => "Por qué, y quién lo aprobó",
        S::Doing => "Qué se hizo",
        S::Arranged => "Resuelto fuera de Matomo",
        S::Ticked => "{what} ({more})",
        S::NotNeeded => "no hace falta",
        // Calendar
        S::CalendarReview => "Revisar el acceso a Matomo: {login}",
        S::CalendarEnd => "Último día de acceso a Matomo: {login}",
        S::ReviewWhat => "¿Sigue necesitando {name} todo esto? Reduzca o retire lo que sobre.",
        S::EndWhat => "Retire el acceso de {name} al final de este día: Matomo no lo hace por sí solo.",
        // Slip
        S::SlipPassword => "Primera contraseña",
        S::SlipLink => "Enlace de invitación",
        S::SlipFor => "Solo para {name}",
        S::SlipOnce => {
            "Se entrega una sola vez: en persona, o por otra vía que la hoja. Nunca las dos cosas en un mismo \
             correo."
        }
        S::SlipChange => "Cámbiela en el primer inicio de sesión, como dice la hoja: Matomo no se lo pedirá.",
        S::SlipLinkUntil => "Es válido hasta el {day}. Quien lo tenga puede fijar la contraseña.",
        S::SlipLinkOpen => "Quien lo tenga puede fijar la contraseña: úselo pronto.",
        S::SlipLinkVoid => "Un enlace más reciente anula este.",
        S::SlipDestroy => "Destruya este papel en cuanto haya entrado. No se guarda y no se puede volver a mostrar.",
        S::SlipToken => "Token de API",
        S::SlipTokenOnce => "Se entrega una sola vez, en persona si es posible. Nunca por correo.",
        S::SlipTokenCare => {
            "Quien lo tenga actúa en Matomo como su titular. Guárdelo donde los programas guardan secretos: no en una dirección, ni en un correo, ni en un archivo compartido."
        }
        S::SlipTokenUntil => "Termina el {day}. Hasta entonces otro tiene que ocupar su lugar.",
        S::SlipTokenOpen => "No tiene un fin propio.",
        S::SlipTokenDestroy => {
            "Destruya este papel en cuanto el token esté guardado. No se conserva y no se puede volver a mostrar."
        }
    }
}
