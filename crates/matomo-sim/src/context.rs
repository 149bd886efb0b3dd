//! What a method has at hand: the database, who calls, the parameters, the time.

use crate::error::ApiError;
use crate::exchange::Exchange;
use crate::language::Language;
use crate::message::Message;
use crate::moment::Moment;
use crate::php::{Array, Value, decode_entities, integer_prefix, is_numeric};
use crate::store::Store;
use crate::validate;
use crate::{Dialect, Mail};

/// What comes of a method.
pub(crate) type Answer = Result<Value, ApiError>;

/// Who calls. Super-user access is looked up once per request: it outlives being revoked in the same bulk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) login: String,
    pub(crate) super_user: bool,
}

impl Caller {
    /// Who calls without a token.
    pub(crate) fn anonymous() -> Self {
        Caller { login: "anonymous".to_owned(), super_user: false }
    }

    /// Whether nobody has signed in.
    pub(crate) fn is_anonymous(&self) -> bool {
        self.login == "anonymous"
    }
}

/// One call of one method.
pub(crate) struct Context<'a> {
    pub(crate) store: &'a mut Store,
    pub(crate) exchange: &'a mut Exchange,
    pub(crate) caller: Caller,
    pub(crate) parameters: Array,
    pub(crate) now: Moment,
}

impl Context<'_> {
    pub(crate) fn dialect(&self) -> Dialect {
        self.store.config.dialect
    }

    pub(crate) fn language(&self) -> Language {
        self.exchange.language(self.store, &self.caller.login)
    }

    /// A text parameter exactly as it came (passwords); empty where it is missing.
    pub(crate) fn raw(&self, name: &str) -> &str {
        self.parameters.get(name).and_then(Value::as_text).unwrap_or_default()
    }

    /// A text parameter; Matomo decodes entities in it. Empty where it is missing.
    pub(crate) fn text(&self, name: &str) -> String {
        decode_entities(self.raw(name)).into_owned()
    }

    /// A parameter that may be text or a list of texts.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        match self.parameters.get(name) {
            Some(Value::Array(list)) => {
                list.values().filter_map(Value::as_text).map(|text| decode_entities(text).into_owned()).collect()
            }
            Some(Value::Text(text)) => vec![decode_entities(text).into_owned()],
            _ => Vec::new(),
        }
    }

    /// Whether the parameter is a list.
    pub(crate) fn is_list(&self, name: &str) -> bool {
        self.parameters.get(name).is_some_and(|value| value.as_array().is_some())
    }

    /// A whole number, where the parameter is one.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        let raw = self.raw(name);
        is_numeric(raw).then(|| integer_prefix(raw))
    }

    /// The parameter `idSite`. 5.8 has checked that it is a number; 5.3 lets the database make of it what it can.
    pub(crate) fn site_id(&self) -> u32 {
        site_number(self.raw("idSite"))
    }

    /// The caller's password, wanted for a change even if the call is made with a token.
    pub(crate) fn confirm_password(&mut self) -> Result<(), ApiError> {
        let password = self.raw("passwordConfirmation").to_owned();
        if password.is_empty() || password == "0" {
            return Err(ApiError::plain(Message::ConfirmWithPassword));
        }
        match self.check_password(&self.caller.login.clone(), &password) {
            Ok(true) => Ok(()),
            _ => Err(ApiError::plain(Message::PasswordWrong)),
        }
    }

    /// The same, for methods that want it from sessions only.
    pub(crate) fn confirm_password_in_session(&mut self) -> Result<(), ApiError> {
        if self.exchange.is_session_call() { self.confirm_password() } else { Ok(()) }
    }

    /// Whether this is the password of a login. A wrong one counts as a failure, unless it is too weak to be one: then
    /// Matomo stops before it looks.
    pub(crate) fn check_password(&mut self, login: &str, password: &str) -> Result<bool, ApiError> {
        if self.store.lockout.is_locked(self.now) {
            return Err(ApiError::plain(Message::TooManyFailures));
        }
        validate::password_strength(password)?;
        let right = self.store.users.get(login).is_some_and(|user| user.password == password);
        if !right {
            self.count_failure();
        }
        Ok(right)
    }

    /// Notes a failure to sign in.
    pub(crate) fn count_failure(&mut self) {
        if !self.exchange.failure_counted {
            self.exchange.failure_counted = true;
            self.store.lockout.record(self.now);
        }
    }

    /// Mails an invitation to a pending account.
    pub(crate) fn mail_invitation(&mut self, login: &str) {
        let Some(user) = self.store.users.get(login) else { return };
        let Some(invite) = &user.invite else { return };
        let grants = self.store.grants.of_login(login);
        let site = grants.iter().find_map(|grant| self.store.sites.get(&grant.site));
        let site_name = site.map_or("Default Site", |site| site.name.as_str());
        self.store.mails.push(Mail {
            to: user.email.clone(),
            subject: format!("{} sent you an invite to join Matomo Analytics for {site_name}.", self.caller.login),
            accept_link: self.invitation_link(&invite.mailed),
        });
    }

    /// The address where an invitation is accepted.
    pub(crate) fn invitation_link(&self, token: &str) -> String {
        let base = &self.store.config.trusted_base;
        format!("{base}/index.php?module=Login&action=acceptInvitation&token={token}")
    }
}

/// The site that a text names: the number it is or begins with, 0 for none.
pub(crate) fn site_number(text: &str) -> u32 {
    u32::try_from(integer_prefix(text)).unwrap_or(0)
}
