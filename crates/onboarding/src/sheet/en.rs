//! The papers in English. Names of Matomo's menus and buttons are those of its English screens (seen
//! on 5.3.1 and 5.8.0).

use super::words::{Foot, Subject, WayIn, Words};
use super::{Checklist, Fact, FactKind, Instance, Section, Sheet, SiteRow, Sites, Text};
use crate::{Language, dates, message::Message};
use matomo_api::{Login, Role, SiteId, Version};
use time::Date;

pub(super) struct English;

fn date(day: Date) -> String {
    dates::long(day, Language::En)
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn checklist(heading: &str, items: Vec<String>) -> Checklist {
    Checklist { heading: heading.to_owned(), items }
}

impl Words for English {
    fn brand(&self) -> &str {
        "Web analytics access"
    }

    fn title(&self, subject: &Subject) -> String {
        match subject.way_in {
            WayIn::AsBefore => format!("Your access, {}", subject.name),
            _ => format!("Welcome, {}", subject.name),
        }
    }

    fn lede(&self, purpose: &str) -> String {
        let purpose = purpose.trim_end_matches('.');
        let work = if purpose.is_empty() { String::new() } else { format!(" for this work: {purpose}") };
        format!(
            "All you need to open our Matomo{work}. Keep this page as long as your access lasts. It holds no \
             password and no token."
        )
    }

    fn qr_caption(&self) -> &str {
        "Opens the sign-in page"
    }

    fn fact(&self, kind: FactKind) -> &str {
        match kind {
            FactKind::Address => "Address",
            FactKind::Login => "Login",
            FactKind::Email => "E-mail on file",
            FactKind::Password => "Password",
            FactKind::From => "Access from",
            FactKind::Ends => "Access ends",
        }
    }

    fn password(&self, way_in: WayIn) -> &str {
        match way_in {
            WayIn::Invitation(_) | WayIn::InviteExpired => "You choose it yourself",
            WayIn::FirstPassword => "Handed over separately",
            WayIn::AsBefore => "The one you have",
        }
    }

    fn no_end(&self) -> &str {
        "No day set"
    }

    fn sign_in(&self, subject: &Subject) -> Section {
        let mut steps = match subject.way_in {
            WayIn::Invitation(until) => invited(subject, until),
            WayIn::InviteExpired => {
                let mut steps = vec![Text::new(
                    "Your invitation has expired. Ask your contact for a new one soon: Matomo deletes the account 3 \
                     days after the invitation ends.",
                )];
                steps.extend(invited(subject, None));
                steps
            }
            WayIn::FirstPassword => vec![
                Text::new("Open the address above.").plain(own_network(subject)),
                Text::new("Sign in with your ")
                    .strong("login")
                    .plain(" and the first password, which you get separately."),
                Text::new("Change it at once: the gear at the top right, ")
                    .strong("Personal")
                    .plain(", ")
                    .strong("Security")
                    .plain(", ")
                    .strong("Change password")
                    .plain(". 12 or more characters, used nowhere else."),
            ],
            WayIn::AsBefore => vec![
                Text::new("Sign in at the address above with your ")
                    .strong("login")
                    .plain(" and your password.")
                    .plain(own_network(subject)),
                Text::new("Forgotten the password? Choose ")
                    .strong("Lost your password?")
                    .plain(" there; the mail goes to the address on file."),
            ],
        };
        if !subject.two_factor {
            steps.push(
                Text::new("Turn on two-factor authentication: the gear at the top right, ")
                    .strong("Personal")
                    .plain(", ")
                    .strong("Security")
                    .plain(". Keep the recovery codes."),
            );
        }
        steps.push(Text::new("Choose a site at the top left. You are in."));
        let heading = if subject.way_in == WayIn::AsBefore { "Sign in" } else { "Sign in for the first time" };
        Section { heading: heading.to_owned(), steps }
    }

    fn sites(&self, subject: &Subject, rows: Vec<SiteRow>) -> Sites {
        let note = match subject.open {
            None => "As a super user you can change and delete everything. Use it for what needs it.",
            Some(0) => "No site is open to you yet. Ask your contact.",
            Some(_) => "Need another site? Ask your contact; do not share a login.",
        };
        Sites {
            heading: "What is open to you".to_owned(),
            columns: ["Id", "Site", "Role", "You can"].map(str::to_owned),
            rows,
            note: note.to_owned(),
        }
    }

    fn role(&self, role: Option<Role>) -> &str {
        match role {
            Some(Role::View) => "View",
            Some(Role::Write) => "Write",
            Some(Role::Admin) => "Admin",
            None => "Super user",
        }
    }

    fn can(&self, role: Option<Role>) -> &str {
        match role {
            Some(Role::View) => "read reports",
            Some(Role::Write) => "read; edit goals and segments",
            Some(Role::Admin) => "read; edit goals, settings, users",
            None => "everything, for all sites and all users",
        }
    }

    fn can_also(&self, can: &str, capabilities: &[String]) -> String {
        format!("{can}; also {}", capabilities.join(", "))
    }

    fn group(&self, name: &str, sites: usize) -> String {
        let name = if name.is_empty() { "Without a group" } else { name };
        format!("{name} ({})", count(sites, "site", "sites"))
    }

    fn every_site(&self) -> &str {
        "Every site"
    }

    fn unnamed_site(&self, id: SiteId) -> String {
        format!("Site {id}")
    }

    fn api_heading(&self) -> &str {
        "Using the API"
    }

    fn api(&self, version: Version) -> Text {
        // 5.8.0 offers an end when a token is made, 5.3.1 does not (seen); between them is not known.
        let expiry = match version >= Version::new(5, 8, 0) {
            true => ", let it expire within 90 days",
            false => ", delete it and make a new one every 90 days",
        };
        Text::new("Make your own token: ")
            .strong("Personal")
            .plain(", ")
            .strong("Security")
            .plain(", ")
            .strong("Auth tokens")
            .plain(". Tick “Only allow secure requests”")
            .plain(expiry)
            .plain(", keep it in a password manager. Send it in the body, never in an address.")
    }

    fn first_day(&self, subject: &Subject) -> Checklist {
        let mut items = vec![
            match subject.way_in {
                WayIn::FirstPassword => "First password changed, the new one in my password manager",
                _ => "Signed in, password in my password manager",
            }
            .to_owned(),
            "Two-factor on, recovery codes stored".to_owned(),
            "Address bookmarked, language right".to_owned(),
        ];
        match subject.open {
            Some(0) => (),
            Some(sites) => items.push(format!(
                "I see {}, and only {}",
                count(sites, "site", "sites"),
                if sites == 1 { "that" } else { "those" }
            )),
            None => items.push("I see all sites".to_owned()),
        }
        if let Some(site) = &subject.example {
            items.push(format!("A report of {} opens without an error", site.name));
            match site.role {
                Some(Role::View) | None => (),
                Some(Role::Write) => items.push("Goals can be edited there".to_owned()),
                Some(Role::Admin) => items.push("Its goals and settings can be edited".to_owned()),
            }
        }
        checklist("First day, tick when done", items)
    }

    fn rules(&self, subject: &Subject) -> Checklist {
        let mut items = vec![
            "I use visitor data for this work only and export no personal data without asking".to_owned(),
            "My login and my tokens are mine alone".to_owned(),
            "I report a lost device or token the same day".to_owned(),
        ];
        if subject.example.as_ref().is_some_and(|site| site.role.is_none_or(|role| role == Role::Admin)) {
            items.push("I let others in only after asking my contact".to_owned());
        }
        if let Some(ends) = subject.ends {
            items.push(format!("I know that access ends on {}", date(ends)));
        }
        checklist("Good to know", items)
    }

    fn foot(&self, foot: Foot) -> &str {
        match foot {
            Foot::Contact => "Your contact",
            Foot::AskedForBy => "Asked for by",
            Foot::Reference => "Reference",
            Foot::Issued => "Issued",
        }
    }

    fn issued(&self, on: Date, by: Option<&Login>, instance: Instance) -> Vec<String> {
        let by = by.map_or(String::new(), |by| format!(" by {by}"));
        let place = if instance.url.is_cloud() { "Cloud" } else { "own server" };
        vec![format!("{}{by}", date(on)), format!("Matomo {}, {place}", instance.version)]
    }

    fn never(&self) -> &str {
        "We never ask for your password."
    }

    fn message(&self, sheet: &Sheet) -> Message {
        let fact = |kind| sheet.facts.iter().find(|fact| fact.kind == kind).map_or("", |fact| fact.value.as_str());
        let host = fact(FactKind::Address).split_once("://").map_or("", |(_, host)| host);
        let mut body = format!("Hello {},\n\nyou have access to our web analytics, Matomo.\n\n", sheet.name);
        for Fact { label, value, .. } in &sheet.facts {
            body += &format!("{label}: {value}\n");
        }
        body += &format!("\n{}\n", sheet.sign_in.heading);
        for (index, step) in sheet.sign_in.steps.iter().enumerate() {
            body += &format!("{}. {step}\n", index + 1);
        }
        body += &format!("\n{}\n", sheet.sites.heading);
        // The name comes last: what turns the direction of text ends with the line.
        for SiteRow { ids, name, role_name, can, .. } in &sheet.sites.rows {
            body += &format!("- {role_name} ({can}), id {ids}: {name}\n");
        }
        body += &format!("\n{}\n\n{}\n", sheet.sites.note, sheet.never);
        for contact in &sheet.footer[0] {
            body += &format!("\n{}:\n{}\n", contact.label, contact.lines.join("\n"));
        }
        Message { subject: format!("Your access to Matomo at {host}"), body }
    }
}

fn invited(subject: &Subject, until: Option<Date>) -> Vec<Text> {
    let mut mail = Text::new("Open the invitation e-mail.");
    if let Some(until) = until {
        mail = mail
            .plain(" It works until ")
            .strong(date(until))
            .plain("; if never accepted, Matomo deletes the account 3 days later.");
    }
    let missing = match subject.instance.url.is_cloud() {
        true => " Nothing there? Look in spam, let mail from matomo.cloud in, then ask your contact.",
        false => " Nothing there? Look in spam, then ask your contact.",
    };
    vec![
        mail.plain(missing),
        Text::new("Follow its link and choose a password of 12 or more characters, used nowhere else.")
            .plain(own_network(subject)),
        Text::new("Sign in at the address above with your ").strong("login").plain("."),
    ]
}

fn own_network(subject: &Subject) -> &'static str {
    match subject.instance.url.is_cloud() {
        true => "",
        false => " Not opening? Try the company network or VPN.",
    }
}
