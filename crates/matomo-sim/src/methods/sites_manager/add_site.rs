//! `SitesManager.addSite`

use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::methods::{Method, Need};
use crate::store::{CURRENCIES, Site, TIMEZONES};

pub(crate) const METHOD: Method =
    Method { name: "SitesManager.addSite", needs: &[Need::Value("siteName")], writes: true, run };

fn run(cx: &mut Context) -> Answer {
    cx.require_super_user()?;
    let or = |given: String, default: &str| if given.is_empty() { default.to_owned() } else { given };
    let timezone = or(cx.text("timezone"), "UTC");
    if !TIMEZONES.iter().any(|(id, _)| *id == timezone) {
        return Err(ApiError::plain(Message::TimezoneInvalid(timezone)));
    }
    let currency = or(cx.text("currency"), "USD");
    if !CURRENCIES.iter().any(|(id, _)| *id == currency) {
        return Err(ApiError::plain(Message::CurrencyInvalid(currency)));
    }
    let (name, group, kind) = (cx.text("siteName"), cx.text("group"), or(cx.text("type"), "website"));
    let urls = cx.texts("urls").into_iter().filter(|url| !url.is_empty()).collect();
    let ecommerce = cx.raw("ecommerce") == "1";
    let (creator, created) = (cx.caller.login.clone(), cx.now);
    cx.store.changes += 1;
    let id = cx.store.add_site(|id| Site {
        urls,
        ecommerce,
        timezone,
        currency,
        group,
        kind,
        ..Site::new(id, &name, created, &creator)
    });
    Ok(id.into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "SitesManager.addSite";

    #[test]
    fn answers_the_new_id() {
        let mut lab = Lab::new();
        let body = "siteName=Intranet&urls=http://intra.example.org&group=internal&type=intranet&timezone=Europe/Berlin&currency=EUR";
        assert_eq!(lab.call(ADMIN, METHOD, body).json, json!({"value": 3}));
        let site = lab.call(ADMIN, "SitesManager.getSiteFromId", "idSite=3").json;
        assert_eq!(site["timezone_name"], "Germany - Berlin");
        assert_eq!(site["currency_name"], "Euro");
        assert_eq!((&site["type"], &site["ts_created"]), (&json!("intranet"), &json!("2026-11-21 22:00:00")));
    }

    #[test]
    fn what_is_refused() {
        let mut lab = Lab::new();
        assert_eq!(
            lab.call(ADMIN, METHOD, "siteName=x&timezone=Mars/Base").error(),
            (200, "The timezone &quot;Mars/Base&quot; is not valid. Please enter a valid timezone.")
        );
        assert_eq!(
            lab.call(ADMIN, METHOD, "siteName=x&currency=XXQ").error(),
            (
                200,
                "The currency &quot;XXQ&quot; is not valid. Please enter a valid currency symbol (eg. USD, EUR, etc.)"
            )
        );
        assert_eq!(lab.call(ADMIN, METHOD, "").error(), (400, "Please specify a value for 'siteName'."));
        assert_eq!(lab.call("", METHOD, "siteName=x").status, 401);
    }
}
