#![allow(clippy::unwrap_used)]
//! The sheet in every language, and what house and facts bring to it.

use super::*;
use crate::company::{self, grant, site, today};
use crate::papers::{Mail, Papers, ReadBack, full_case};
use crate::{Case, SignIn, dates};
use access::Contents;
use matomo_api::Role;
use proptest::prelude::*;

fn written(directory: &Directory, case: &Case, address: &str, facts: &Facts, house: &House) -> Sheet {
    let url = MatomoUrl::parse(address).unwrap().0;
    let issuer = Login::reported("m.calder");
    let instance = Instance { url: &url, version: Version::new(5, 8, 0) };
    let valid = case.check(directory, today()).unwrap();
    Sheet::from_case(&valid, directory, &Issue { instance, on: today(), by: Some(&issuer), facts, house })
}

/// The mail that goes with it.
fn mail(directory: &Directory, case: &Case, address: &str, facts: &Facts, house: &House) -> Mail {
    let url = MatomoUrl::parse(address).unwrap().0;
    let instance = Instance { url: &url, version: Version::new(5, 8, 0) };
    let valid = case.check(directory, today()).unwrap();
    Papers::of(&valid, directory, None, &Issue { instance, on: today(), by: None, facts, house }).notification()
}

fn with(case: &Case, facts: &Facts, house: &House) -> Sheet {
    written(&company::directory(), case, "https://analytics.example.org", facts, house)
}

/// Every text of the page, in reading order.
fn texts(sheet: &Sheet) -> Vec<String> {
    let mut texts = vec![sheet.brand.clone(), sheet.title.clone(), sheet.lede.clone(), sheet.qr_caption.clone()];
    texts.extend(sheet.facts.iter().flat_map(|fact| [fact.label.clone(), fact.value.clone()]));
    texts.push(sheet.sign_in.heading.clone());
    texts.extend(sheet.sign_in.steps.iter().map(Text::to_string));
    texts.extend([&sheet.sites.heading, &sheet.sites.note, &sheet.sites.listed_heading].map(Clone::clone));
    texts.extend(sheet.sites.columns.clone());
    for row in sheet.sites.rows.iter().chain(&sheet.sites.listed) {
        texts.extend([row.ids.clone(), row.name.clone(), row.role_name.clone(), row.can.clone()]);
        texts.extend(row.link.clone());
    }
    texts.push(sheet.roles.heading.clone());
    texts.extend(sheet.roles.columns.clone());
    for note in &sheet.roles.notes {
        texts.extend([note.name.clone(), note.can.clone()]);
        texts.extend(note.role.map(|_| note.cannot.clone()));
    }
    for notes in [&sheet.technical, &sheet.data] {
        texts.push(notes.heading.clone());
        texts.extend(notes.items.clone());
    }
    if let Some(api) = &sheet.api {
        texts.extend([&api.heading, &api.endpoint_label, &api.endpoint, &api.example_caption].map(Clone::clone));
        texts.extend([api.text.to_string(), api.example.clone(), api.sites_caption.clone(), api.sites_example.clone()]);
        texts.push(api.rules.heading.clone());
        texts.extend(api.rules.items.clone());
    }
    for list in [&sheet.first_day, &sheet.rules] {
        texts.push(list.heading.clone());
        texts.extend(list.items.clone());
    }
    for item in sheet.footer.iter().flatten() {
        texts.push(item.label.clone());
        texts.extend(item.lines.clone());
    }
    texts.push(sheet.never.clone());
    texts
}

fn in_all(case: &Case, facts: &Facts, house: &House) -> Vec<Sheet> {
    Language::ALL.into_iter().map(|language| with(&Case { language, ..case.clone() }, facts, house)).collect()
}

fn known() -> Facts {
    Facts {
        network: Some("VPN profile 3".into()),
        token_ends: dates::parse("2027-01-15"),
        read_back: Some(ReadBack { at: 1_795_824_000, as_planned: true }),
        console: Some("Lanyard 0.1.0".into()),
        ..Facts::default()
    }
}

#[test]
fn menus_are_called_as_matomo_calls_them() {
    let sheets = in_all(&Case { sign_in: SignIn::TemporaryPassword, ..company::case() }, &known(), &House::default());
    let bold = |sheet: &Sheet| -> Vec<String> {
        let steps = sheet.sign_in.steps.iter().chain(sheet.api.as_ref().map(|api| &api.text));
        let strong = |part: &Part| matches!(part, Part::Strong(_)).then(|| part.as_str().to_owned());
        steps.flat_map(|text| text.parts.iter().filter_map(strong)).collect()
    };
    for (sheet, menus) in sheets.iter().zip([
        ["Personal", "Security", "Change password", "Auth tokens"],
        ["Persönlich", "Sicherheit", "Passwort ändern", "Authentifizierungstoken"],
        ["Personnel", "Sécurité", "Modifier le mot de passe", "Jetons d'authentification"],
        ["Personal", "Seguridad", "Cambiar contraseña", "Auth tokens"],
    ]) {
        let bold = bold(sheet);
        assert!(menus.iter().all(|menu| bold.iter().any(|b| b == menu)), "{menus:?} in {bold:?}");
    }
    let quoted = ["“Only allow secure requests”", "„Nur sichere Anfragen zulassen“"];
    for (sheet, name) in sheets.iter().zip(quoted) {
        assert!(sheet.api.as_ref().unwrap().text.to_string().contains(name));
    }
    let french = |version| menus::menus(Language::Fr, version).only_secure;
    assert_eq!(french(Version::new(5, 8, 0)), "Autoriser uniquement les requêtes sécurisées");
    assert_eq!(french(Version::new(5, 3, 1)), "Only allow secure requests", "not translated there");
    let roles: Vec<&str> = sheets.iter().map(|sheet| sheet.roles.notes[0].name.as_str()).collect();
    assert_eq!(roles, ["Admin", "Administrator", "Administration", "Administrador"]);
}

#[test]
fn dates_and_counts_are_those_of_the_language() {
    let sheets = in_all(&company::case(), &known(), &House::default());
    let ends = sheets.iter().map(|sheet| sheet.facts.iter().find(|fact| fact.kind == FactKind::Ends).unwrap());
    let ends: Vec<&str> = ends.map(|fact| fact.value.as_str()).collect();
    assert_eq!(ends, ["31 May 2027", "31. Mai 2027", "31 mai 2027", "31 may 2027"]);
    let sites = ["I see 5 sites, and only those", "Ich sehe 5 Websites, und nur diese"];
    assert!(sheets.iter().zip(sites).all(|(sheet, item)| sheet.first_day.items.iter().any(|i| i == item)));
    let mut one = company::case();
    one.access.retain(|id, _| *id == site(1));
    let sheets = in_all(&one, &known(), &House::default());
    assert!(sheets[2].first_day.items.contains(&"Je vois 1 site, et seulement celui-là".to_owned()));
}

#[test]
fn the_sheet_says_what_is_known_of_the_engagement() {
    let sheet = with(&full_case(), &known(), &House::default());
    let foot: Vec<(&str, String)> =
        sheet.footer.iter().flatten().map(|item| (item.label.as_str(), item.lines.join(" | "))).collect();
    assert!(foot.contains(&("Approved by", "Noor Abadi | 20 Nov 2026".to_owned())));
    assert!(foot.contains(&("Access reviewed on", "28 Feb 2027".to_owned())));
    let issued =
        "21 Nov 2026 by m.calder | Matomo 5.8.0, own server | Lanyard 0.1.0 | Read back 28 Nov 2026, 00:00 UTC";
    assert!(foot.contains(&("Issued", issued.to_owned())), "{foot:?}");
    assert_eq!(sheet.data.items[0], "Data you may see: personal data, financial data");
    assert_eq!(sheet.data.items[1], "Laws and standards that apply: GDPR");
    assert!(sheet.data.items[2].ends_with("Mira Calder, matomo@example.org, +00 555 0100, ext. 12"));
    assert!(sheet.technical.items.contains(&"Network: VPN profile 3".to_owned()));
    assert!(sheet.technical.items.iter().any(|item| item.starts_with("Two-factor authentication: with")));
    let rules = sheet.api.unwrap().rules;
    assert!(rules.items.contains(&"Yours ends on 15 Jan 2027; make the next one before".to_owned()));

    let required = Facts { two_factor_required: true, ..Facts::default() };
    let mut later = company::case();
    later.engagement.starts = "2026-12-01".into();
    let sheet = with(&later, &required, &House { token_days: 30, ..House::default() });
    assert!(sheet.technical.items.iter().any(|item| item.starts_with("Two-factor authentication is required")));
    assert!(sheet.sign_in.steps.iter().any(|step| step.to_string().starts_with("Matomo asks for two-factor")));
    assert!(sheet.facts.iter().any(|fact| fact.kind == FactKind::From && fact.value == "1 Dec 2026"));
    let api = sheet.api.unwrap();
    assert!(api.text.to_string().contains("within 30 days"));
    assert!(api.rules.items.contains(&"Replaced at the latest after 30 days".to_owned()));
    assert_eq!(sheet.data.items.len(), 1, "nothing is known but whom to tell");
}

#[test]
fn the_house_brings_its_name_rules_and_people() {
    let house = House {
        name: "Example Ltd".into(),
        contact: "Desk\ndesk@example.org".into(),
        incidents: "security@example.org".into(),
        rules: vec!["No exports to private disks".into(), " ".into()],
        logo: Some(Logo::parse("data:image/png;base64,iVBORw0KGgo=").unwrap()),
        ..House::default()
    };
    let sheet = with(&Case { contact: String::new(), ..company::case() }, &Facts::default(), &house);
    assert_eq!((sheet.brand.as_str(), &sheet.logo), ("Example Ltd", &house.logo));
    assert_eq!(sheet.footer[0][0].lines, ["Desk", "desk@example.org"]);
    assert_eq!(sheet.rules.items.last().unwrap(), "No exports to private disks");
    assert!(sheet.data.items[0].ends_with(": security@example.org"));
    let sheet = with(&company::case(), &Facts::default(), &house);
    assert_eq!(sheet.footer[0][0].lines[0], "Mira Calder", "whom the case names comes first");
}

#[test]
fn each_way_in_has_its_own_steps_and_boxes() {
    let facts = Facts::default();
    let steps = |sign_in: SignIn| {
        let sheet = with(&Case { sign_in, ..company::case() }, &facts, &House::default());
        let steps: Vec<String> = sheet.sign_in.steps.iter().map(Text::to_string).collect();
        (steps.join("\n"), sheet)
    };
    let (text, sheet) = steps(SignIn::InvitationLink);
    assert!(text.contains("invitation link that you were handed. It works until 30 Nov 2026;"), "{text}");
    assert!(text.contains("A newer link makes it void.") && !text.contains("e-mail"));
    assert!(sheet.first_day.items[0].starts_with("Signed in, password"));
    for account in [SignIn::Ldap, SignIn::Saml, SignIn::Oidc] {
        let (text, sheet) = steps(account);
        assert!(text.contains("company account") && !text.contains("invitation"), "{text}");
        assert_eq!(sheet.first_day.items[0], "Signed in with my company account");
        assert!(sheet.facts.iter().any(|fact| fact.value == "That of your company account"));
        let ours = account == SignIn::Ldap;
        assert_eq!(text.contains("Turn on two-factor"), ours, "a provider asks for its own");
        assert_eq!(sheet.first_day.items.iter().any(|item| item.starts_with("Two-factor on")), ours);
    }
    let cloud = written(&company::directory(), &company::case(), "acme.matomo.cloud", &facts, &House::default());
    assert!(cloud.first_day.items.contains(&"Mail from matomo.cloud is let in".to_owned()));
    let own = with(&company::case(), &facts, &House::default());
    assert!(own.first_day.items.contains(&"The address opens where I work, by VPN where needed".to_owned()));
}

#[test]
fn people_without_a_case_have_their_way_in_and_the_papers_of_the_house() {
    let directory = company::directory();
    let url = MatomoUrl::parse("https://m.example").unwrap().0;
    let instance = Instance { url: &url, version: Version::new(5, 8, 0) };
    let house = House { name: "Example Ltd".into(), contact: "desk@example.org".into(), ..House::default() };
    let page = |login: &str, sign_in| {
        let facts = Facts { sign_in, ..known() };
        let issue = Issue { instance, on: today(), by: None, facts: &facts, house: &house };
        Sheet::from_person(directory.person(login).unwrap(), &directory, Language::Fr, &issue)
    };
    let ivan = page("ivan", Some(SignIn::Saml));
    assert_eq!((ivan.brand.as_str(), ivan.title.as_str()), ("Example Ltd", "Bienvenue, ivan"));
    assert!(ivan.first_day.items[0].contains("compte d’entreprise"));
    assert_eq!(ivan.footer[0][0].lines, ["desk@example.org"]);
    assert_eq!(page("ivan", None).title, "Votre accès, ivan");
    let invited = page("p.invited", Some(SignIn::InvitationLink));
    assert!(invited.sign_in.steps[0].to_string().starts_with("Ouvrez le lien d’invitation qui vous a été remis."));
}

#[test]
fn roles_say_what_can_be_done_and_what_not() {
    let sheet = with(&company::case(), &Facts::default(), &House::default());
    let notes: Vec<_> = sheet.roles.notes.iter().map(|note| note.role.unwrap()).collect();
    assert_eq!(notes, [Role::Admin, Role::Write, Role::View], "each once, the strongest first");
    assert_eq!(sheet.roles.notes[1].cannot, "change the site’s settings, or let anybody in");
    let directory = company::directory();
    let url = MatomoUrl::parse("https://m.example").unwrap().0;
    let instance = Instance { url: &url, version: Version::new(5, 8, 0) };
    let super_user = directory.person("m.calder").unwrap();
    let sheet = tests::sheet_for(super_user, &directory, instance, Language::De);
    assert_eq!(sheet.roles.notes.len(), 1);
    assert_eq!((sheet.roles.notes[0].name.as_str(), sheet.roles.notes[0].cannot.as_str()), ("Hauptadministrator", ""));
    assert_eq!(sheet.sites.rows[0].link, None);
}

#[test]
fn beyond_one_page_every_site_is_on_the_continuation() {
    let mut contents = company::contents();
    for id in 10..=20 {
        let mut row = contents.sites[8].clone();
        (row.id, row.name) = (site(id), format!("Site number {id}"));
        contents.sites.push(row);
    }
    let directory = Directory::new(Contents { ..contents }).unwrap();
    let mut case = company::case();
    let sheet =
        |case: &Case| written(&directory, case, "https://m.example", &Facts::default(), &House::default()).sites;
    case.access = (9..=20).map(|id| (site(id), grant(Role::View))).collect();
    let twelve = sheet(&case);
    assert_eq!((twelve.rows.len(), twelve.listed.len()), (12, 0));
    case.access.insert(site(8), grant(Role::Write));
    let thirteen = sheet(&case);
    assert_eq!((thirteen.rows.len(), thirteen.listed.len()), (2, 13));
    assert!(thirteen.listed.iter().all(|row| row.link.as_deref().unwrap().contains(&format!("&idSite={}&", row.ids))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// Whatever a case says, the sheet and the message of every language hold the facts of the English
    /// ones: as many texts, and in each the same login, address, days, ids, numbers and links.
    #[test]
    fn every_language_holds_the_same_facts(
        name in "[A-Za-zé<>{}]{1,20}",
        purpose in "[A-Za-z ]{0,30}",
        roles in proptest::collection::btree_map(1..9_u32, 0..3_usize, 0..8),
        day in 1..700_u16,
        way in 0..SignIn::ALL.len(),
        detailed: bool,
        cloud: bool,
    ) {
        let role = |index: usize| [Role::View, Role::Write, Role::Admin][index];
        let access: std::collections::BTreeMap<_, _> =
            roles.iter().map(|(id, index)| (site(*id), grant(role(*index)))).collect();
        prop_assume!(!access.is_empty());
        let ends = dates::add_days(today(), day);
        let case = Case {
            full_name: name, purpose, access, ends: dates::iso(ends), sign_in: SignIn::ALL[way],
            reasons: roles.keys().map(|id| (site(*id), "needed".to_owned())).collect(),
            ..if detailed { full_case() } else { company::case() }
        };
        let facts = if detailed { known() } else { Facts::default() };
        let address = if cloud { "https://acme.matomo.cloud" } else { "https://analytics.example.org" };
        let (directory, house) = (company::directory(), House::default());
        let cases = Language::ALL.map(|language| Case { language, ..case.clone() });
        let sheets = cases.each_ref().map(|case| written(&directory, case, address, &facts, &house));
        let mails = cases.each_ref().map(|case| mail(&directory, case, address, &facts, &house));
        let english = texts(&sheets[0]);
        for (sheet, mail) in sheets.iter().zip(&mails) {
            let own = texts(sheet);
            prop_assert_eq!(own.len(), english.len());
            for (own, english) in own.iter().zip(&english) {
                prop_assert!(!own.trim().is_empty());
                let plain = own.replace(&sheet.name, "");
                prop_assert!(!plain.contains(['{', '}']) && !plain.contains("**"), "{}", own);
                let foreign = |text: &str| -> Vec<String> {
                    let links = text.split_whitespace().filter(|word| word.contains("://"));
                    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|n| n.len() != 2 && !n.is_empty());
                    links.chain(numbers).map(|found| found.trim_matches(['.', ',', ')', ';']).to_owned()).collect()
                };
                // Hours are written in another way, and the first of a month is an ordinal in French.
                if !own.contains("UTC") {
                    prop_assert_eq!(foreign(own), foreign(english), "{} / {}", own, english);
                }
            }
            let day = dates::long(ends, sheet.language);
            prop_assert!(own.contains(&day));
            for fact in [sheet.name.as_str(), "s.whitlock", address, &day] {
                prop_assert!(mail.text.contains(fact), "{} in {}", fact, mail.text);
            }
            for row in &sheet.sites.rows {
                prop_assert!(mail.text.lines().any(|line| line.ends_with(&row.name) && line.contains(&row.ids)));
            }
            prop_assert!(!mail.text.contains("token_auth") && !mail.text.contains("\n\n\n"));
            prop_assert_eq!(mail.text.lines().count(), mails[0].text.lines().count());
        }
    }
}
