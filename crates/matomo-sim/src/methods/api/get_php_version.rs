//! `API.getPhpVersion`

use crate::context::{Answer, Context};
use crate::methods::Method;
use crate::php::Array;

pub(crate) const METHOD: Method = Method { name: "API.getPhpVersion", needs: &[], writes: false, run };

fn run(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    Ok(Array::of([
        ("version", "8.4.24".into()),
        ("major", 8_i64.into()),
        ("minor", 4_i64.into()),
        ("release", 24_i64.into()),
        ("versionId", 80_424_i64.into()),
        ("extra", "".into()),
    ])
    .into())
}

#[cfg(test)]
mod tests {
    use crate::testing::{ADMIN, Lab};

    #[test]
    fn told_to_super_users() {
        let mut lab = Lab::new();
        lab.person_with("alice", "admin", "1");
        assert_eq!(lab.call(ADMIN, "API.getPhpVersion", "").json["major"], 8);
        assert_eq!(
            lab.call("alice", "API.getPhpVersion", "").error(),
            (401, "You can't access this resource as it requires a 'superuser' access.")
        );
    }
}
