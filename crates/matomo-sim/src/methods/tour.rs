//! `Tour.getLevel`: its greeting is the only place where Matomo says who the caller is.

use super::Method;
use crate::context::{Answer, Context};
use crate::php::Array;

pub(crate) const METHODS: &[Method] = &[Method { name: "Tour.getLevel", needs: &[], writes: false, run: get_level }];

fn get_level(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    let login = &cx.caller.login;
    let greeting = format!("Welcome to Matomo {login}. This widget helps you become a Matomo expert.");
    Ok(Array::of([
        ("description", greeting.into()),
        ("currentLevel", 1_i64.into()),
        ("currentLevelName", "Matomo beginner".into()),
        ("nextLevelName", "Matomo intermediate".into()),
        ("numLevelsTotal", 5_i64.into()),
        ("challengesNeededForNextLevel", 2_i64.into()),
    ])
    .into())
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    #[test]
    fn greets_super_users_by_login() {
        let mut lab = Lab::new();
        lab.person_with("ada", "admin", "1");
        let greeting = lab.call(ADMIN, "Tour.getLevel", "").json["description"].clone();
        assert_eq!(greeting, "Welcome to Matomo admin. This widget helps you become a Matomo expert.");
        assert_eq!(lab.call("ada", "Tour.getLevel", "").status, 401);
        assert_eq!(lab.call("", "Tour.getLevel", "").status, 401);
    }
}
