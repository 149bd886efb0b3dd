//! SitesManager.

use crate::conformance::{By::*, Call, Compare, call};

const ADD: &str = "SitesManager.addSite";

/// Four sites, with names that are hard on whoever shows them.
pub fn made() -> Vec<Call> {
    vec![
        call("add site A", Super, ADD, &[("siteName", "cf Alpha"), ("urls[]", "https://alpha.example.org")]).keep("A"),
        call(
            "add site B, with markup in its name",
            Super,
            ADD,
            &[
                ("siteName", "cf Shop & Co <beta>"),
                ("urls[]", "https://shop.example.org"),
                ("timezone", "Europe/Berlin"),
                ("currency", "EUR"),
            ],
        )
        .keep("B"),
        call("add site C, with letters beyond ASCII", Super, ADD, &[("siteName", "cf Ünïcode Straße \"GmbH\"")])
            .keep("C"),
        call(
            "add site D, in a group, an intranet",
            Super,
            ADD,
            &[
                ("siteName", "cf d'hiver"),
                ("urls", "http://intra.example.org"),
                ("group", "cf internal"),
                ("type", "intranet"),
            ],
        )
        .keep("D"),
    ]
}

pub fn read() -> Vec<Call> {
    let id = |id| [("idSite", id)];
    vec![
        call("sites with admin access, super user", Super, "SitesManager.getSitesWithAdminAccess", &[]),
        call("sites with admin access, view user", Token("viewer"), "SitesManager.getSitesWithAdminAccess", &[]),
        call("sites with admin access, no token", Nobody, "SitesManager.getSitesWithAdminAccess", &[]),
        call("all sites are an object without a limit", Super, "SitesManager.getAllSites", &[]),
        call("all sites, view user", Token("viewer"), "SitesManager.getAllSites", &[]),
        call("one site", Super, "SitesManager.getSiteFromId", &id("{B}")),
        call("one unknown site", Super, "SitesManager.getSiteFromId", &id("999999")),
        call("one site that is no number", Super, "SitesManager.getSiteFromId", &id("abc")),
        call("addresses of a site", Super, "SitesManager.getSiteUrlsFromId", &id("{A}")),
        call("addresses of a site one may not see", Token("nobody"), "SitesManager.getSiteUrlsFromId", &id("{A}")),
        call("tracking code of a site", Super, "SitesManager.getJavascriptTag", &id("{A}")).compare(Compare::Shape),
        call("tracking code of a site one may not see", Token("nobody"), "SitesManager.getJavascriptTag", &id("{A}")),
        call("add a site as a view user", Token("viewer"), ADD, &[("siteName", "cf no")]),
        call("add a site without a name", Super, ADD, &[]),
        call("ids of sites one administers, super user", Super, "SitesManager.getSitesIdWithAdminAccess", &[]),
        call("ids of sites one administers, view user", Token("viewer"), "SitesManager.getSitesIdWithAdminAccess", &[]),
        call("ids of sites one just views, super user", Super, "SitesManager.getSitesIdWithViewAccess", &[]),
        call("ids of sites one just views, view user", Token("viewer"), "SitesManager.getSitesIdWithViewAccess", &[]),
        call("ids of sites one writes, super user", Super, "SitesManager.getSitesIdWithWriteAccess", &[]),
        call("ids of sites one writes, view user", Token("viewer"), "SitesManager.getSitesIdWithWriteAccess", &[]),
        call("ids of sites one just views, none", Token("nobody"), "SitesManager.getSitesIdWithViewAccess", &[]),
        call("ids of sites one may see, none", Token("nobody"), "SitesManager.getSitesIdWithAtLeastViewAccess", &[]),
    ]
}

pub fn deleted() -> Vec<Call> {
    vec![
        call("delete a site, no password needed", Super, "SitesManager.deleteSite", &[("idSite", "{D}")]),
        call("delete a site that is gone", Super, "SitesManager.deleteSite", &[("idSite", "{D}")]),
    ]
}
