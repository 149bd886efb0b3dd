#![allow(clippy::unwrap_used)]

use super::*;
use crate::company::{self, grant, site, today};
use crate::{Case, SignIn};
use access::Contents;
use matomo_api::{Email, Role};
use proptest::prelude::*;

fn at<T>(address: &str, version: Version, run: impl FnOnce(Instance) -> T) -> T {
    let url = MatomoUrl::parse(address).unwrap().0;
    run(Instance { url: &url, version })
}

/// The sheet where nothing is known of the company.
fn sheet_of(case: &ValidCase, directory: &Directory, instance: Instance, by: Option<&Login>) -> Sheet {
    let (facts, house) = (Facts::default(), House::default());
    Sheet::from_case(case, directory, &Issue { instance, on: today(), by, facts: &facts, house: &house })
}

/// The same of somebody who is there already.
pub(super) fn sheet_for(person: &Person, directory: &Directory, instance: Instance, language: Language) -> Sheet {
    let (facts, house) = (Facts::default(), House::default());
    let issue = Issue { instance, on: today(), by: None, facts: &facts, house: &house };
    Sheet::from_person(person, directory, language, &issue)
}

fn sheet_in(directory: &Directory, case: &Case, address: &str, version: Version) -> Sheet {
    let valid = case.check(directory, today()).unwrap();
    let issuer = Login::reported("m.calder");
    at(address, version, |instance| sheet_of(&valid, directory, instance, Some(&issuer)))
}

fn sheet(case: &Case) -> Sheet {
    sheet_in(&company::directory(), case, "https://analytics.example.org", Version::new(5, 8, 0))
}

fn of_person(directory: &Directory, login: &str) -> Sheet {
    let person = directory.person(login).unwrap();
    at("https://analytics.example.org", Version::new(5, 3, 1), |instance| {
        sheet_for(person, directory, instance, Language::En)
    })
}

fn steps(sheet: &Sheet) -> String {
    sheet.sign_in.steps.iter().map(Text::to_string).collect::<Vec<_>>().join("\n")
}

fn fact(sheet: &Sheet, kind: FactKind) -> Option<&str> {
    sheet.facts.iter().find(|fact| fact.kind == kind).map(|fact| fact.value.as_str())
}

fn foot(sheet: &Sheet) -> Vec<(&str, String)> {
    sheet.footer.iter().flatten().map(|item| (item.label.as_str(), item.lines.join(" | "))).collect()
}

#[test]
fn the_page_of_an_invitation() {
    let sheet = sheet(&company::case());
    assert_eq!((sheet.title.as_str(), sheet.name.as_str()), ("Welcome, Sana Whitlock", "Sana Whitlock"));
    let facts: Vec<_> = sheet.facts.iter().map(|f| (f.label.as_str(), f.value.as_str())).collect();
    assert_eq!(
        facts,
        [
            ("Address", "https://analytics.example.org"),
            ("Login", "s.whitlock"),
            ("E-mail on file", "sana@example.net"),
            ("Password", "You choose it yourself"),
            ("Access from", "21 Nov 2026"),
            ("Access ends", "31 May 2027"),
        ]
    );
    assert!(sheet.lede.starts_with("All you need to open our Matomo for this work: Shop campaigns, autumn to spring."));
    assert_eq!(sheet.sign_in.steps.len(), 5);
    assert!(sheet.sign_in.steps[0].parts.contains(&Part::Strong("30 Nov 2026".into())), "9 days after 21 Nov");
    assert!(steps(&sheet).contains("if never accepted, Matomo deletes the account 3 days later"));
    assert!(steps(&sheet).contains("company network"));
    assert_eq!(sheet.sites.rows.len(), 5);
    assert_eq!(sheet.sites.rows[4].role_name, "Admin");
    assert!(sheet.first_day.items.contains(&"I see 5 sites, and only those".to_owned()));
    assert!(sheet.first_day.items.contains(&"A report of Shop staging opens without an error".to_owned()));
    assert!(sheet.rules.items.contains(&"I know that access ends on 31 May 2027".to_owned()));
    assert_eq!(sheet.qr, qr::modules("https://analytics.example.org/"));
    assert_eq!(
        foot(&sheet),
        [
            ("Your contact", "Mira Calder | matomo@example.org | +00 555 0100, ext. 12".to_owned()),
            ("Asked for by", "Adaeze Lindqvist".to_owned()),
            ("Reference", "PO-4502".to_owned()),
            ("Issued", "21 Nov 2026 by m.calder | Matomo 5.8.0, own server".to_owned()),
        ]
    );
}

#[test]
fn a_first_password_is_changed_and_never_printed() {
    let sheet = sheet(&Case { sign_in: SignIn::TemporaryPassword, ..company::case() });
    assert_eq!(fact(&sheet, FactKind::Password), Some("Handed over separately"));
    assert!(steps(&sheet).contains("Change it at once"));
    assert!(!steps(&sheet).contains("invitation"));
    assert!(sheet.first_day.items[0].starts_with("First password changed"));
}

#[test]
fn the_cloud_mails_and_needs_no_company_network() {
    let sheet = sheet_in(&company::directory(), &company::case(), "acme.matomo.cloud", Version::new(5, 8, 0));
    assert!(steps(&sheet).contains("let mail from matomo.cloud in"));
    assert!(!steps(&sheet).contains("company network"));
    assert_eq!(foot(&sheet).last().unwrap().1, "21 Nov 2026 by m.calder | Matomo 5.8.0, Cloud");
}

#[test]
fn menus_are_those_of_the_version() {
    let text = |version| {
        let sheet = sheet_in(&company::directory(), &company::case(), "https://m.example", version);
        sheet.api.unwrap().text.to_string()
    };
    assert!(text(Version::new(5, 8, 0)).contains("let it expire within 90 days"));
    assert!(text(Version::new(5, 3, 1)).contains("make a new one every 90 days"));
}

#[test]
fn the_example_can_be_pasted_and_holds_no_token() {
    let sheet = sheet_in(&company::directory(), &company::case(), "https://m.example/it's/$x!", Version::new(5, 8, 0));
    let api = sheet.api.unwrap();
    assert_eq!(api.endpoint, "https://m.example/it's/$x!/index.php?module=API");
    assert!(api.sites_example.contains("method=SitesManager.getSitesWithAtLeastViewAccess&format=json\" \\\n"));
    assert!(!api.sites_example.contains('!'));
    assert_eq!(
        api.example,
        r#"curl "https://m.example/it's/%24x%21/index.php?\
module=API&method=VisitsSummary.get&format=json" \
  -d idSite=6 -d period=day -d date=yesterday -d token_auth=YOUR_TOKEN"#
    );
}

#[test]
fn an_account_that_exists_keeps_what_it_has() {
    let mut case = Case { email: "ivan@example.org".into(), ends: String::new(), ..company::case() };
    case.access = [(site(2), grant(Role::Admin)), (site(3), grant(Role::View))].into();
    let sheet = sheet(&case);
    assert_eq!(sheet.title, "Your access, Sana Whitlock");
    let rows: Vec<_> = sheet.sites.rows.iter().map(|r| (r.ids.as_str(), r.role_name.as_str())).collect();
    assert_eq!(rows, [("1", "View"), ("2", "Admin"), ("3", "View"), ("6", "Admin"), ("8", "View")]);
    assert!(steps(&sheet).contains("Lost your password?"));
    assert_eq!(fact(&sheet, FactKind::Ends), Some("No day set"));
    assert_eq!(fact(&sheet, FactKind::From), None, "Matomo did not tell");
}

#[test]
fn a_case_that_was_carried_out_prints_the_same_page_again() {
    let before = company::directory();
    let mut contents = company::contents();
    let mut made = contents.users[3].clone();
    made.login = Login::reported("s.whitlock");
    made.email = Some(Email::reported("sana@example.net"));
    made.registered = Some("2026-11-21 14:00:00".into());
    made.invite_expires = Some("2026-11-30 14:00:00".into());
    contents.users.push(made.clone());
    contents.access.extend([
        company::access("view", &[("s.whitlock", &[1, 4])]),
        company::access("write", &[("s.whitlock", &[2, 3])]),
        company::access("admin", &[("s.whitlock", &[6])]),
    ]);
    let after = Directory::new(contents.clone()).unwrap();
    let url = MatomoUrl::parse("https://m.example").unwrap().0;
    let instance = Instance { url: &url, version: Version::new(5, 8, 0) };
    let page = |case: &ValidCase, directory: &Directory| sheet_of(case, directory, instance, None);
    let checked_before = company::case().check(&before, today()).unwrap();
    let first = page(&checked_before, &before);
    assert_eq!(page(&checked_before, &after), first);
    let checked_after = company::case().check(&after, today()).unwrap();
    assert!(checked_after.extends());
    assert_eq!(page(&checked_after, &after), first, "after a reload");

    let password = Case { sign_in: SignIn::TemporaryPassword, ..company::case() };
    contents.users.last_mut().unwrap().invite = matomo_api::methods::InviteStatus::Active;
    let after = Directory::new(Contents { ..contents }).unwrap();
    let sheet = page(&password.check(&after, today()).unwrap(), &after);
    assert_eq!(fact(&sheet, FactKind::Password), Some("Handed over separately"));
}

#[test]
fn people_have_a_page_without_a_case() {
    let company = company::directory();
    let ivan = of_person(&company, "ivan");
    assert_eq!((ivan.title.as_str(), ivan.sites.rows.len()), ("Your access, ivan", 4));
    assert_eq!(foot(&ivan), [("Issued", "21 Nov 2026 | Matomo 5.3.1, own server".to_owned())]);

    let invited = of_person(&company, "p.invited");
    assert!(invited.sign_in.steps[0].parts.contains(&Part::Strong("26 Nov 2026".into())));
    assert!(invited.api.is_none(), "no site, nothing to ask for");
    assert_eq!(invited.sites.note, "No site is open to you yet. Ask your contact.");
    assert!(steps(&of_person(&company, "c.ferro")).starts_with("Your invitation has expired."));
    assert_eq!(fact(&of_person(&company, "unseen"), FactKind::Email), None);
}

#[test]
fn a_super_user_reaches_every_site() {
    let sheet = of_person(&company::directory(), "m.calder");
    assert_eq!(sheet.sites.rows.len(), 1);
    assert_eq!((sheet.sites.rows[0].role, sheet.sites.rows[0].name.as_str()), (None, "Every site"));
    assert!(sheet.first_day.items.contains(&"I see all sites".to_owned()));
    assert!(sheet.api.unwrap().example.contains("idSite=1 "));
    let two_factor = |text: &Text| text.to_string().contains("two-factor");
    assert!(!sheet.sign_in.steps.iter().any(two_factor), "it is on already");
}

#[test]
fn the_contact_is_whoever_issued_it_if_nobody_else_is_named() {
    let sheet = sheet(&Case { contact: " \n ".into(), full_name: String::new(), ..company::case() });
    assert_eq!(foot(&sheet)[0], ("Your contact", "m.calder".to_owned()));
    assert_eq!(sheet.title, "Welcome, s.whitlock");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Whatever is typed and whatever Matomo's sites are called: text stays text, on its line, and
    /// nothing on the page has the form of a token unless somebody typed it there.
    #[test]
    fn text_stays_text_and_secrets_have_no_place(
        texts in proptest::array::uniform5("[\\PC\n\r\t\u{202e}<>&\"]{0,40}"),
        names in proptest::collection::vec("[\\PC\n<>]{0,20}", 9),
        password: bool,
    ) {
        let mut contents = company::contents();
        for (row, name) in contents.sites.iter_mut().zip(names) {
            row.name = name;
        }
        let directory = Directory::new(contents).unwrap();
        let [full_name, purpose, asked_for_by, reference, contact] = texts;
        let sign_in = if password { SignIn::TemporaryPassword } else { SignIn::default() };
        let case = Case { full_name, purpose, asked_for_by, reference, contact, sign_in, ..company::case() };
        let sheet = sheet_in(&directory, &case, "https://m.example", Version::new(5, 8, 0));
        let mut lines: Vec<&str> = vec![&sheet.title, &sheet.name];
        lines.extend(sheet.facts.iter().map(|fact| fact.value.as_str()));
        lines.extend(sheet.sites.rows.iter().flat_map(|row| [row.name.as_str(), &row.can]));
        lines.extend(sheet.first_day.items.iter().chain(&sheet.rules.items).map(String::as_str));
        lines.extend(sheet.footer.iter().flatten().flat_map(|item| &item.lines).map(String::as_str));
        prop_assert!(lines.iter().all(|line| !line.is_empty() && !line.contains(char::is_control)));
        let everything = format!("{sheet:?}");
        let is_token = |word: &str| word.len() == 32 && word.bytes().all(|b| b.is_ascii_hexdigit());
        prop_assert!(!everything.split(|c: char| !c.is_ascii_alphanumeric()).any(is_token));
        prop_assert_eq!(everything.matches("token_auth").count(), 2);
        let api = sheet.api.unwrap();
        for call in [api.example, api.sites_example] {
            prop_assert!(call.ends_with("token_auth=YOUR_TOKEN"));
        }
    }
}
