//! The sheet in Spanish.

use super::words::Phrase as P;

/// The sentence for a phrase.
pub(super) fn say(phrase: P) -> &'static str {
    match phrase {
        // Head
        P::Brand => "Acceso a la analítica web",
        P::TitleNew => "Le damos la bienvenida, {name}",
        P::TitleAsBefore => "Su acceso, {name}",
        P::Lede => "Todo lo necesario para entrar en nuestro Matomo. {keep}",
        P::LedePurpose => "Todo lo necesario para entrar en nuestro Matomo y hacer este trabajo: {purpose}. {keep}",
        P::Keep => "Conserve esta hoja mientras dure su acceso. No contiene ninguna contraseña ni ningún token.",
        P::QrCaption => "Abre la página de inicio de sesión",
        // Facts
        P::Labelled => "{label}: {value}",
        P::Address => "Dirección",
        P::Login => "Nombre de usuario",
        P::Email => "Correo registrado",
        P::Password => "Contraseña",
        P::From => "Acceso desde",
        P::Ends => "Fin del acceso",
        P::PasswordChosen => "La elige usted",
        P::PasswordHandedOver => "Se entrega por separado",
        P::PasswordOfCompany => "La de su cuenta corporativa",
        P::PasswordAsBefore => "La que ya tiene",
        P::NoEnd => "Sin fecha fijada",
        // Sign-in
        P::SignInFirst => "Primer inicio de sesión",
        P::SignIn => "Inicio de sesión",
        P::StepMail => "Abra el correo de invitación.",
        P::StepLink => "Abra el enlace de invitación que le han entregado.",
        P::Until => {
            " La invitación es válida hasta el **{day}**; si no se acepta, Matomo elimina la cuenta 3 días después."
        }
        P::NewerLink => " Un enlace más reciente lo anula.",
        P::MissingCloud => {
            " ¿No ha llegado? Mire en el correo no deseado, permita los mensajes de matomo.cloud y, si no aparece, \
             pregunte a su contacto."
        }
        P::Missing => " ¿No ha llegado? Mire en el correo no deseado y, si no aparece, pregunte a su contacto.",
        P::Expired => {
            "Su invitación ha caducado. Pida pronto otra a su contacto: Matomo elimina la cuenta 3 días después de \
             que termine la invitación."
        }
        P::ChoosePassword => {
            "Siga el enlace y elija una contraseña de 12 caracteres o más que no use en ningún otro sitio."
        }
        P::ChoosePasswordThere => "Elija allí una contraseña de 12 caracteres o más que no use en ningún otro sitio.",
        P::OwnNetwork => " ¿No se abre? Pruebe desde la red de la empresa o la VPN.",
        P::SignInHere => "Inicie sesión en la dirección de arriba con su **nombre de usuario**.",
        P::OpenAddress => "Abra la dirección de arriba.",
        P::SignInFirstPassword => {
            "Inicie sesión con su **nombre de usuario** y la primera contraseña, que recibe por separado."
        }
        P::ChangePassword => {
            "Cámbiela enseguida: la rueda dentada arriba a la derecha, **{personal}**, **{security}**, \
             **{change_password}**. 12 caracteres o más, sin usarla en ningún otro sitio."
        }
        P::SignInAsBefore => "Inicie sesión en la dirección de arriba con su **nombre de usuario** y su contraseña.",
        P::LostPassword => {
            "¿Ha olvidado la contraseña? Con **{lost_password}** recibe un correo en la dirección registrada."
        }
        P::SignInLdap => {
            "Inicie sesión en la dirección de arriba con el usuario y la contraseña de su **cuenta corporativa**."
        }
        P::SignInSso => "Abra la dirección de arriba y elija iniciar sesión con su **cuenta corporativa**.",
        P::CompanyAccountMatches => {
            "¿No le deja entrar? Su cuenta corporativa debe llevar el usuario o el correo de arriba; pregunte a su \
             contacto."
        }
        P::TwoFactor => {
            "Active la autenticación de dos factores: la rueda dentada arriba a la derecha, **{personal}**, \
             **{security}**. Guarde los códigos de recuperación."
        }
        P::TwoFactorRequired => {
            "Matomo exige la autenticación de dos factores: configúrela con una aplicación de autenticación. Guarde \
             los códigos de recuperación."
        }
        P::ChooseSite => "Elija un sitio arriba a la izquierda. Ya está dentro.",
        // Sites and roles
        P::Sites => "A qué tiene acceso",
        P::ColumnId => "Id",
        P::ColumnSite => "Sitio",
        P::ColumnRole => "Rol",
        P::ColumnCan => "Usted puede",
        P::ColumnCannot => "Usted no puede",
        P::NoteSuperUser => "Como superusuario puede cambiarlo y borrarlo todo. Úselo solo para lo que lo necesite.",
        P::NoteNone => "Aún no tiene acceso a ningún sitio. Pregunte a su contacto.",
        P::NoteSome => "¿Necesita otro sitio? Pregunte a su contacto; no comparta un usuario.",
        P::CanView => "leer informes",
        P::CanWrite => "leer; editar objetivos y segmentos",
        P::CanAdmin => "leer; editar objetivos, ajustes y usuarios",
        P::CanSuper => "todo, en todos los sitios y con todos los usuarios",
        P::CannotView => "cambiar objetivos, segmentos ajenos o ajustes",
        P::CannotWrite => "cambiar los ajustes del sitio, dar acceso a otros",
        P::CannotAdmin => "crear o borrar sitios, entrar en otros sitios, cambiar Matomo mismo",
        P::CanAlso => "{can}; además, {more}",
        P::Group => "{name} ({sites})",
        P::NoGroup => "Sin grupo",
        P::SiteOne => "{n} sitio",
        P::SiteMany => "{n} sitios",
        P::EverySite => "Todos los sitios",
        P::UnnamedSite => "Sitio {id}",
        P::Roles => "Qué significan los roles",
        P::Listed => "Todos los sitios, uno a uno",
        // API
        P::Api => "Usar la API",
        P::ApiText => {
            "Cree su propio token: **{personal}**, **{security}**, **{auth_tokens}**. Marque {only_secure}, haga que \
             caduque antes de {days} días y guárdelo en un gestor de contraseñas. Envíelo en el cuerpo de la \
             petición, nunca en una dirección."
        }
        P::ApiTextNoExpiry => {
            "Cree su propio token: **{personal}**, **{security}**, **{auth_tokens}**. Marque {only_secure}, bórrelo \
             y cree otro cada {days} días y guárdelo en un gestor de contraseñas. Envíelo en el cuerpo de la \
             petición, nunca en una dirección."
        }
        P::ApiEndpoint => "Punto de conexión",
        P::ApiReport => "Las visitas de ayer, id {id}",
        P::ApiSites => "Los sitios a los que llega su token",
        P::TokenRules => "Reglas para los tokens",
        P::TokenOne => "Un token para cada programa, con su nombre",
        P::TokenPlace => {
            "En un gestor de contraseñas o almacén de secretos; nunca en una dirección, en el código, en un chat ni \
             en un correo"
        }
        P::TokenEnds => "El suyo caduca el {day}; cree el siguiente antes",
        P::TokenRenew => "Se sustituye como mucho a los {days} días",
        P::TokenLost => {
            "¿Lo ha visto alguien más? Bórrelo enseguida en Matomo y avise a su contacto; una contraseña nueva no lo \
             anula"
        }
        // Technical notes and data rules
        P::Technical => "Notas técnicas",
        P::TechBrowser => "Un Firefox, Chrome, Edge o Safari actual, con cookies y JavaScript permitidos",
        P::TechNetwork => "Red: {network}",
        P::TechNetworkOwn => {
            "Si la dirección no se abre: primero la red de la empresa o la VPN; después pregunte si su dirección IP \
             está permitida"
        }
        P::TechNetworkCloud => {
            "Funciona en Matomo Cloud: si la dirección no se abre, pregunte si su dirección IP está permitida"
        }
        P::TechTwoFactor => {
            "La autenticación de dos factores es obligatoria: una aplicación de autenticación en su teléfono"
        }
        P::TechTwoFactorAdvised => {
            "Autenticación de dos factores: con una aplicación de autenticación; pedimos a todos que la usen"
        }
        P::TechTwoFactorCompany => "Autenticación de dos factores: la de su cuenta corporativa",
        P::TechLockOut => {
            "Demasiadas contraseñas erróneas bloquean su dirección IP un tiempo: espere, no siga probando"
        }
        P::Data => "Reglas para los datos",
        P::DataKinds => "Datos que puede ver: {kinds}",
        P::DataRegulations => "Leyes y normas aplicables: {rules}",
        P::DataIncident => "¿Datos perdidos, mal enviados o a la vista de quien no debe? Avise el mismo día: {contact}",
        // Boxes
        P::FirstDay => "Primer día, marque lo hecho",
        P::TickPasswordChanged => "Primera contraseña cambiada, la nueva en mi gestor de contraseñas",
        P::TickSignedIn => "Sesión iniciada, contraseña en mi gestor de contraseñas",
        P::TickCompanyAccount => "Sesión iniciada con mi cuenta corporativa",
        P::TickTwoFactor => "Dos factores activados, códigos de recuperación guardados",
        P::TickBookmarked => "Dirección en favoritos, idioma correcto",
        P::TickMailCloud => "Los correos de matomo.cloud llegan",
        P::TickNetwork => "La dirección se abre donde trabajo, por VPN si hace falta",
        P::TickSitesAll => "Veo todos los sitios",
        P::TickSitesOne => "Veo {sites}, y solo ese",
        P::TickSitesMany => "Veo {sites}, y solo esos",
        P::TickReport => "Un informe de {site} se abre sin errores",
        P::TickGoals => "Allí se pueden editar los objetivos",
        P::TickSettings => "Se pueden editar sus objetivos y ajustes",
        P::Rules => "Conviene saber",
        P::RuleData => "Uso los datos de visitantes solo para este trabajo y no exporto datos personales sin preguntar",
        P::RuleLogin => "Mi usuario y mis tokens son solo míos",
        P::RuleLost => "Aviso el mismo día si pierdo un dispositivo o un token",
        P::RuleAdmin => "Doy acceso a otros solo después de preguntar a mi contacto",
        P::RuleEnds => "Sé que el acceso termina el {day}",
        // Foot
        P::Contact => "Su contacto",
        P::AskedForBy => "Solicitado por",
        P::ApprovedBy => "Aprobado por",
        P::Reference => "Referencia",
        P::Review => "Revisión del acceso",
        P::Issued => "Emitido",
        P::IssuedBy => "{day} por {login}",
        P::PlaceCloud => "Matomo {version}, Cloud",
        P::PlaceOwn => "Matomo {version}, servidor propio",
        P::ReadBack => "Comprobado en Matomo el {moment}",
        P::Never => "Nunca le pedimos su contraseña.",
        // Message
        P::MailSubject => "Su acceso a Matomo en {host}",
        P::MailGreeting => "Hola, {name}:",
        P::MailLead => "Ya tiene acceso a nuestra analítica web, Matomo.",
        P::MailSite => "{role} ({can}), id {ids}: {name}",
    }
}
