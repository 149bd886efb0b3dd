//! Steps of the first sign-in, and boxes to tick.

use super::words::{Phrase, Subject, Voice, WayIn};
use super::{Checklist, Issue, Section, Text, one_line};
use crate::dates;
use matomo_api::Role;
use time::Date;

pub(super) fn sign_in(voice: Voice, subject: &Subject, issue: &Issue) -> Section {
    let say = |phrase| voice.text(phrase, &[]);
    let mut steps = match subject.way_in {
        WayIn::Invitation(until) => invited(voice, until, issue),
        WayIn::Link(until) => by_link(voice, until, issue),
        WayIn::InviteExpired => {
            let mut steps = vec![say(Phrase::Expired)];
            steps.extend(invited(voice, None, issue));
            steps
        }
        WayIn::FirstPassword => vec![
            own_network(voice, say(Phrase::OpenAddress), issue),
            say(Phrase::SignInFirstPassword),
            say(Phrase::ChangePassword),
        ],
        WayIn::Directory => {
            vec![own_network(voice, say(Phrase::SignInLdap), issue), say(Phrase::CompanyAccountMatches)]
        }
        WayIn::Provider => {
            vec![own_network(voice, say(Phrase::SignInSso), issue), say(Phrase::CompanyAccountMatches)]
        }
        WayIn::AsBefore => vec![own_network(voice, say(Phrase::SignInAsBefore), issue), say(Phrase::LostPassword)],
    };
    if !subject.two_factor && subject.way_in != WayIn::Provider {
        steps.push(say(match issue.facts.two_factor_required {
            true => Phrase::TwoFactorRequired,
            false => Phrase::TwoFactor,
        }));
    }
    steps.push(say(Phrase::ChooseSite));
    let heading = if subject.way_in == WayIn::AsBefore { Phrase::SignIn } else { Phrase::SignInFirst };
    Section { heading: voice.say(heading), steps }
}

fn invited(voice: Voice, until: Option<Date>, issue: &Issue) -> Vec<Text> {
    let cloud = issue.instance.url.is_cloud();
    let missing = if cloud { Phrase::MissingCloud } else { Phrase::Missing };
    vec![
        works_until(voice, voice.text(Phrase::StepMail, &[]), until).then(voice.text(missing, &[])),
        own_network(voice, voice.text(Phrase::ChoosePassword, &[]), issue),
        voice.text(Phrase::SignInHere, &[]),
    ]
}

fn by_link(voice: Voice, until: Option<Date>, issue: &Issue) -> Vec<Text> {
    let link = works_until(voice, voice.text(Phrase::StepLink, &[]), until);
    vec![
        own_network(voice, link.then(voice.text(Phrase::NewerLink, &[])), issue),
        voice.text(Phrase::ChoosePasswordThere, &[]),
        voice.text(Phrase::SignInHere, &[]),
    ]
}

fn works_until(voice: Voice, step: Text, until: Option<Date>) -> Text {
    match until {
        Some(day) => step.then(voice.text(Phrase::Until, &[("day", &dates::long(day, voice.language))])),
        None => step,
    }
}

fn own_network(voice: Voice, step: Text, issue: &Issue) -> Text {
    match issue.instance.url.is_cloud() {
        true => step,
        false => step.then(voice.text(Phrase::OwnNetwork, &[])),
    }
}

pub(super) fn first_day(voice: Voice, subject: &Subject, issue: &Issue) -> Checklist {
    let mut items = Vec::new();
    let mut tick = |phrase, slots: &[(&str, &str)]| items.push(voice.line(phrase, slots));
    tick(
        match subject.way_in {
            WayIn::FirstPassword => Phrase::TickPasswordChanged,
            WayIn::Directory | WayIn::Provider => Phrase::TickCompanyAccount,
            _ => Phrase::TickSignedIn,
        },
        &[],
    );
    if subject.way_in != WayIn::Provider {
        tick(Phrase::TickTwoFactor, &[]);
    }
    tick(Phrase::TickBookmarked, &[]);
    tick(if issue.instance.url.is_cloud() { Phrase::TickMailCloud } else { Phrase::TickNetwork }, &[]);
    match subject.open {
        Some(0) => (),
        Some(1) => tick(Phrase::TickSitesOne, &[("sites", &voice.sites(1))]),
        Some(sites) => tick(Phrase::TickSitesMany, &[("sites", &voice.sites(sites))]),
        None => tick(Phrase::TickSitesAll, &[]),
    }
    if let Some(site) = &subject.example {
        tick(Phrase::TickReport, &[("site", &site.name)]);
        match site.role {
            Some(Role::View) | None => (),
            Some(Role::Write) => tick(Phrase::TickGoals, &[]),
            Some(Role::Admin) => tick(Phrase::TickSettings, &[]),
        }
    }
    Checklist { heading: voice.say(Phrase::FirstDay), items }
}

pub(super) fn rules(voice: Voice, subject: &Subject, issue: &Issue) -> Checklist {
    let mut items: Vec<String> =
        [Phrase::RuleData, Phrase::RuleLogin, Phrase::RuleLost].map(|phrase| voice.say(phrase)).into();
    if subject.example.as_ref().is_some_and(|site| site.role.is_none_or(|role| role == Role::Admin)) {
        items.push(voice.say(Phrase::RuleAdmin));
    }
    if let Some(ends) = subject.ends {
        items.push(voice.line(Phrase::RuleEnds, &[("day", &dates::long(ends, voice.language))]));
    }
    items.extend(issue.house.rules.iter().map(|rule| one_line(rule)).filter(|rule| !rule.is_empty()));
    Checklist { heading: voice.say(Phrase::Rules), items }
}
