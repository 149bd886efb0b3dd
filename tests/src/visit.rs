//! Time at a real Matomo, without a console: accounts and sites of one's own, which are gone afterwards.

use std::fs::File;

use form_urlencoded::Serializer;
use matomo_api::methods::{
    AddUser, CreateAppSpecificTokenAuth, DeleteUser, GetUsers, NewAccess, SetSuperUserAccess, SetUserAccess,
    TokenDescription, TokenEnd,
};
use matomo_api::{Email, Login, Password, SiteId};
use serde_json::Value;
use xtask::matomo::Instance;

use crate::asker::{Asker, at_once};
use crate::browser::Trouble;
use crate::http::Http;
use crate::real;

/// The password of accounts that are made here.
pub const PASSWORD: &str = "Visit-of-an-hour-1!";

/// Time at a real Matomo. While it lasts nobody else is there; at its end, whatever the end is, everything is gone
/// that goes by its mark.
pub struct Visit {
    instance: Instance,
    asker: Asker,
    mark: &'static str,
    _turn: File,
}

impl Visit {
    /// Begins, by removing what an earlier visit of that mark left behind.
    pub fn to(instance: &Instance, mark: &'static str) -> Result<Self, Trouble> {
        let turn = real::turn_at(instance)?;
        let asker = Asker::new(&instance.base_url, &instance.token)?;
        let visit = Self { instance: instance.clone(), asker, mark, _turn: turn };
        visit.forget_refusals()?;
        visit.leave()?;
        Ok(visit)
    }

    /// The Matomo.
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    /// The super user that the Matomo was set up with.
    pub fn asker(&self) -> &Asker {
        &self.asker
    }

    /// A login that goes by the mark.
    pub fn login(&self, name: &str) -> Login {
        Login::reported(format!("{}.{name}", self.mark))
    }

    /// Makes an account with [`PASSWORD`].
    pub fn account(&self, name: &str) -> Result<Login, Trouble> {
        let login = self.login(name);
        // Not every login is the beginning of an address.
        let plain: String = login.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
        let email = Email::parse(&format!("{plain}@example.org")).map_err(|why| Trouble::new(why.to_string()))?;
        let add = AddUser { login: login.clone(), password: Password::new(PASSWORD), email, initial_site: None };
        self.asker.ask(&add)?;
        Ok(login)
    }

    /// Makes an account a super user or an ordinary one.
    pub fn promote(&self, login: &Login, super_user: bool) -> Result<(), Trouble> {
        let password = Password::new(&*self.instance.admin_password);
        Ok(self.asker.ask(&SetSuperUserAccess { login: login.clone(), super_user, password })?)
    }

    /// Makes a token of an account that was made here.
    pub fn token(&self, login: &Login) -> Result<String, Trouble> {
        let make = CreateAppSpecificTokenAuth {
            owner: login.clone(),
            password: Password::new(PASSWORD),
            description: TokenDescription::parse("Visit").map_err(|why| Trouble::new(why.to_string()))?,
            end: TokenEnd::InHours(1),
            secure_only: true,
            two_factor_code: None,
        };
        Ok(at_once(self.asker.client().call_without_token(&make))?.expose().to_owned())
    }

    /// Makes a site.
    pub fn site(&self, name: &str) -> Result<SiteId, Trouble> {
        let name = format!("{} {name}", self.mark);
        let made = self.raw("SitesManager.addSite", &[("siteName", &name), ("urls", "https://visit.example.org")])?;
        let id = made["value"].as_u64().and_then(|id| SiteId::new(u32::try_from(id).ok()?).ok());
        id.ok_or_else(|| Trouble::new(format!("the site {name} was not made: {made}")))
    }

    /// Sets access past every console.
    pub fn set(&self, login: &Login, site: SiteId, access: NewAccess) -> Result<(), Trouble> {
        Ok(self.asker.ask(&SetUserAccess { login: login.clone(), access, sites: vec![site] })?)
    }

    /// Deletes an account past every console.
    pub fn delete(&self, login: &Login) -> Result<(), Trouble> {
        Ok(self.asker.ask(&DeleteUser { login: login.clone() })?)
    }

    /// Makes the Matomo forget tokens that it refused, so that it locks nobody out for them. One that was not set up
    /// here forgets by itself, within the hour.
    pub fn forget_refusals(&self) -> Result<(), Trouble> {
        if self.instance.is_own() { Ok(self.instance.clear_lockout()?) } else { Ok(()) }
    }

    fn leave(&self) -> Result<(), Trouble> {
        let (login, name) = (format!("{}.", self.mark), format!("{} ", self.mark));
        for user in self.asker.ask(&GetUsers::all())? {
            if user.login.as_str().starts_with(&login) {
                self.delete(&user.login)?;
            }
        }
        let sites = self.raw("SitesManager.getSitesWithAdminAccess", &[])?;
        let sites = sites.as_array().map_or(&[][..], Vec::as_slice);
        let is_own = |site: &&Value| site["name"].as_str().is_some_and(|found| found.starts_with(&name));
        let (own, others): (Vec<_>, Vec<_>) = sites.iter().partition(is_own);
        if others.is_empty() && !own.is_empty() {
            // Matomo never lets go of its last site.
            self.raw("SitesManager.addSite", &[("siteName", "Kept so that the others can be deleted")])?;
        }
        for site in own {
            self.raw("SitesManager.deleteSite", &[("idSite", &site["idsite"].to_string())])?;
        }
        Ok(())
    }

    /// A call that the console has no use for.
    fn raw(&self, method: &str, parameters: &[(&str, &str)]) -> Result<Value, Trouble> {
        let address = format!("{}index.php?module=API&format=json&filter_limit=-1", self.instance.base_url);
        let form = Serializer::new(String::new())
            .extend_pairs([("token_auth", &*self.instance.token), ("language", "en")])
            .extend_pairs(parameters)
            .finish();
        let reply = Http::default().post(&format!("{address}&method={method}"), &[], &form);
        let body = reply.map_err(|why| Trouble::new(why.to_string()))?.body;
        match serde_json::from_str::<Value>(&body) {
            Ok(said) if said["result"] != "error" => Ok(said),
            _ => Err(Trouble::new(format!("{method}: {body}"))),
        }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let left = self.forget_refusals().and_then(|()| self.leave());
        left.unwrap_or_else(|why| println!("not all is gone of what was made in {:?}: {why}", self.instance));
    }
}
