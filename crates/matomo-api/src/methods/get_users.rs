use super::*;
use crate::Login;

/// Every account that the caller may see, or some of them: a super user sees all, a site admin those
/// with access to one of their sites (seen).
pub struct GetUsers {
    only: Option<Vec<Login>>,
}

impl GetUsers {
    /// All accounts.
    pub fn all() -> Self {
        Self { only: None }
    }

    /// These accounts, in Matomo's order. Those that do not exist, or that the caller may not see, are
    /// left out without an error; logins are compared without case (seen on 5.3.1 and 5.8.0), so that
    /// whoever asks for `IVAN` gets the row of `ivan`.
    pub fn only(logins: impl IntoIterator<Item = Login>) -> Self {
        Self { only: Some(logins.into_iter().collect()) }
    }

    pub(crate) fn rows(value: &Value) -> Result<Vec<UserRow>, Mismatch> {
        shape::list(value, "users")?.into_iter().map(UserRow::read).collect()
    }
}

impl Method for GetUsers {
    type Response = Vec<UserRow>;
    const NAME: &'static str = "UsersManager.getUsers";

    fn params(&self, params: &mut Params) {
        if let Some(only) = &self.only {
            // The last login too is followed by a comma: Matomo takes an empty text, and a lone "0",
            // for "everyone"; a lone comma finds nobody (all seen).
            let logins: Vec<&str> = only.iter().map(Login::as_str).collect();
            params.set("userLogins", format!("{},", logins.join(",")));
        }
    }

    fn decode(&self, value: &Value) -> Result<Vec<UserRow>, Mismatch> {
        Self::rows(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(method: &GetUsers) -> Vec<(&'static str, String)> {
        let mut params = Params::default();
        method.params(&mut params);
        params.shown()
    }

    #[test]
    fn asking_for_nobody_is_not_asking_for_everybody() {
        assert_eq!(asks(&GetUsers::all()), []);
        assert_eq!(asks(&GetUsers::only([])), [("userLogins", ",".to_owned())]);
        let two = GetUsers::only(["ann", "bob"].map(Login::reported));
        assert_eq!(asks(&two), [("userLogins", "ann,bob,".to_owned())]);
    }
}
