//! `SitesManager.getJavascriptTag`

use crate::context::{Answer, Context, site_number};
use crate::methods::{Method, Need};
use crate::store::Access;

pub(crate) const METHOD: Method =
    Method { name: "SitesManager.getJavascriptTag", needs: &[Need::Value("idSite")], writes: false, run };

/// A super user gets one for any number, of a site or not (seen on both versions).
fn run(cx: &mut Context) -> Answer {
    let id = cx.text("idSite");
    cx.require_on(Access::VIEW, &[site_number(&id)])?;
    let base = &cx.store.config.trusted_base;
    let host = base.split_once(':').map_or(base.as_str(), |(_, rest)| rest);
    Ok(format!(
        "<!-- Matomo -->\n<script>\n  var _paq = window._paq = window._paq || [];\n  \
         /* tracker methods like \"setCustomDimension\" should be called before \"trackPageView\" */\n  \
         _paq.push(['trackPageView']);\n  _paq.push(['enableLinkTracking']);\n  (function() {{\n    \
         var u=\"{host}/\";\n    _paq.push(['setTrackerUrl', u+'matomo.php']);\n    \
         _paq.push(['setSiteId', '{id}']);\n    \
         var d=document, g=d.createElement('script'), s=d.getElementsByTagName('script')[0];\n    \
         g.async=true; g.src=u+'matomo.js'; s.parentNode.insertBefore(g,s);\n  }})();\n</script>\n\
         <!-- End Matomo Code -->\n"
    )
    .into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::testing::{ADMIN, Lab};

    const METHOD: &str = "SitesManager.getJavascriptTag";

    #[test]
    fn names_the_instance_and_the_site() {
        let mut lab = Lab::new();
        lab.person_with("bo", "view", "1");
        let heard = lab.call("bo", METHOD, "idSite=1");
        let code = heard.json["value"].as_str().unwrap();
        assert!(code.contains("var u=\"//127.0.0.1/\";") && code.contains("['setSiteId', '1']"), "{code}");
        assert_eq!(lab.call("bo", METHOD, "idSite=2").status, 401);
        assert!(lab.ok(ADMIN, METHOD, "idSite=999"));
    }
}
