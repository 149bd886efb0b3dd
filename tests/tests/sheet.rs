//! The sheet on paper: how many pages of which size, what stands on it, that its code leads to Matomo, and that no
//! secret is on it.

#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use journeys::browser::{Page, Role, Trouble, codes_of, pages_of, text_of};
use journeys::door;
use journeys::stage::{Stage, dist};
use matomo_api::methods::{AddUser, GetAllSites, NewAccess, SetUserAccess};
use matomo_api::{Email, Login, Password, Role as Access, SiteId};
use matomo_sim::{Config, Dataset};

const PASSWORD: &str = "Journey-1-password";

/// How many sites are open to whom, and how many pages that takes.
const PEOPLE: [(&str, usize, usize); 4] =
    [("s.one", 1, 1), ("s.twelve", 12, 1), ("s.thirteen", 13, 2), ("s.eighty", 80, 3)];

/// Languages by the name of their choice, with what stands at a page's foot and over the sites.
const LANGUAGES: [(&str, &str, &str); 4] = [
    ("English", "Page 1 of", "What is open to you"),
    ("Deutsch", "Seite 1 von", "Was Ihnen offensteht"),
    ("Français", "Page 1 sur", "Sites auxquels vous avez accès"),
    ("Español", "Página 1 de", ""),
];

const FORMATS: [(&str, &str); 2] = [("A4", "A4"), ("US Letter", "612 x 792")];

#[test]
fn it_takes_one_page_up_to_twelve_sites_and_goes_on_under_its_head() {
    let stage = stage();
    stage.journey("sheet-pages").go(async |page| {
        for (login, sites, pages) in PEOPLE {
            open(page, &stage, &format!("login={login}")).await?;
            for (language, foot, heading) in LANGUAGES {
                page.radio(language).click().await?;
                for (format, size) in FORMATS {
                    page.radio(format).click().await?;
                    let pdf = keep(page, &format!("{login}-{language}-{size}")).await?;
                    let (count, own_size) = pages_of(&pdf)?;
                    assert!(own_size.contains(size), "{login}, {language}, {format}: {own_size}");
                    assert_eq!(count, pages, "{login}, {language}, {format}: {}", pdf.display());
                    let text = text_of(&std::fs::read(&pdf)?)?;
                    assert!(text.contains(&format!("{foot} {pages}")) && text.contains(heading), "{text}");
                    has_every_site(&text, sites, pages);
                }
            }
        }
        Ok(())
    });
}

/// Each page after the first has the login and the heads, and every site is there with its role.
fn has_every_site(text: &str, sites: usize, pages: usize) {
    let printed: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert_eq!(printed.len(), pages, "{text}");
    for more in &printed[1..] {
        let head: Vec<&str> = more.lines().filter(|line| !line.trim().is_empty()).take(2).collect();
        assert!(head[0].contains("s.") && head[0].contains("127.0.0.1"), "no head: {more}");
    }
    for site in 1..=sites {
        let named = |line: &&str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.iter().any(|word| *word == site.to_string())
        };
        assert!(text.lines().any(|line| named(&line)), "site {site} is not on: {text}");
    }
}

#[test]
fn its_code_leads_to_matomo_and_no_secret_is_on_it() {
    let stage = stage();
    stage.journey("sheet-code").go(async |page| {
        open(page, &stage, "login=s.twelve").await?;
        let pdf = keep(page, "code").await?;
        assert_eq!(codes_of(&pdf)?, vec![stage.matomo.clone(); 1]);
        let text = text_of(&std::fs::read(&pdf)?)?;
        for said in
            ["s.twelve", "s.twelve@journey.example.org", "YOUR_TOKEN", "Endpoint", "Lanyard ", "Read back", "UTC"]
        {
            assert!(text.contains(said), "“{said}” is not on: {text}");
        }
        for said in
            ["What the roles mean", "Rules for tokens", "Technical notes", "Data rules", "First day", "We never ask"]
        {
            assert!(text.contains(said), "“{said}” is not on: {text}");
        }
        assert!(!text.contains(&stage.token) && !text.contains(PASSWORD), "a secret is on: {text}");
        page.leaks_none_of(&[&stage.token, PASSWORD]).await
    });
}

#[test]
fn many_sheets_come_one_after_the_other_and_as_a_file_that_needs_nothing_else() {
    let stage = stage();
    stage.journey("sheet-many").go(async |page| {
        open(page, &stage, "login=s.one&login=s.twelve&login=s.thirteen&login=nobody").await?;
        page.text_contains("3 people").await?;
        page.radio("A4").click().await?;
        let pdf = keep(page, "many").await?;
        assert_eq!(pages_of(&pdf)?.0, 4);
        assert_eq!(codes_of(&pdf)?, vec![stage.matomo.clone(); 3]);
        page.axe().await?;
        page.button("Save as HTML").click().await?;
        let file = page.downloaded(".html").await?;
        let html = std::fs::read_to_string(&file)?;
        for needed in ["<link", "<script", "src=\"http", "url(http", "@import"] {
            assert!(!html.contains(needed), "the file needs something beside it: {needed}");
        }
        assert!(!html.contains(&stage.token));
        // The file alone prints the same pages.
        page.open(&format!("file://{}", file.display())).await?;
        let alone = keep(page, "many-alone").await?;
        assert_eq!(pages_of(&alone)?, pages_of(&pdf)?);
        assert_eq!(codes_of(&alone)?, codes_of(&pdf)?);
        page.picture().await?;
        Ok(())
    });
}

#[test]
fn it_can_be_read_by_everybody_in_light_and_dark_and_on_a_telephone() {
    let stage = stage();
    stage.journey("sheet-sight").go(async |page| {
        open(page, &stage, "login=s.thirteen").await?;
        for dark in [false, true] {
            page.prefer_dark(dark).await?;
            page.picture().await?;
            page.axe().await?;
        }
        page.resize(390, 844).await?;
        page.axe().await?;
        page.picture().await?;
        Ok(())
    });
}

/// A Matomo with 90 sites and somebody for each length of sheet.
fn stage() -> Stage {
    let config = Config { data: Dataset::Large { users: 3, sites: 90 }, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    let asker = stage.asker().unwrap();
    let mut sites: Vec<SiteId> = asker.ask(&GetAllSites).unwrap().iter().map(|site| site.id).collect();
    sites.sort_by_key(|site| site.get());
    for (login, count, _) in PEOPLE {
        asker
            .ask(&AddUser {
                login: Login::reported(login),
                password: Password::new(PASSWORD.to_owned()),
                email: Email::parse(&format!("{login}@journey.example.org")).unwrap(),
                initial_site: None,
            })
            .unwrap();
        for (at, role) in [Access::View, Access::Write, Access::Admin].into_iter().enumerate() {
            let own: Vec<SiteId> = sites[..count].iter().copied().skip(at).step_by(3).collect();
            if !own.is_empty() {
                let access = NewAccess::Role(role, Vec::new());
                asker.ask(&SetUserAccess { login: Login::reported(login), access, sites: own }).unwrap();
            }
        }
    }
    stage
}

async fn open(page: &Page, stage: &Stage, query: &str) -> Result<(), Trouble> {
    page.open(&format!("{}sheet/?{query}", stage.console)).await?;
    door::come_in(page, stage).await?;
    page.heading("Onboarding sheet").appears().await?;
    page.find(Role::Button, "Print sheet").appears().await
}

/// Prints the page into its folder.
async fn keep(page: &Page, name: &str) -> Result<PathBuf, Trouble> {
    let file = page.folder()?.join(format!("{}.pdf", name.replace(' ', "")));
    std::fs::write(&file, page.print_in_own_size().await?)?;
    Ok(file)
}
