//! Many sites and people, in a second: through the API it would take minutes.

use super::Instance;
use crate::Result;

impl Instance {
    /// Adds that many sites (`Site 0001` … in 12 groups) and people (`person-0001` …). Each person has about a fifth
    /// of the sites, with view on most, write on some and admin on a few; nobody can sign in as one of them.
    ///
    /// # Errors
    /// If it was not set up here, or has such people already.
    pub fn fill(&self, sites: u32, people: u32) -> Result<()> {
        self.sql(&statements(sites, people)).map(drop)
    }
}

fn statements(sites: u32, people: u32) -> String {
    format!(
        "start transaction;
         set @first = (select coalesce(max(idsite), 0) from matomo_site);
         insert into matomo_site (idsite, name, main_url, ts_created, sitesearch_keyword_parameters,
             sitesearch_category_parameters, timezone, currency, excluded_ips, excluded_parameters,
             excluded_user_agents, excluded_referrers, `group`, type, creator_login)
         select @first + seq, concat('Site ', lpad(seq, 4, '0')), concat('https://site-', seq, '.example'), now(), '',
             '', 'UTC', 'EUR', '', '', '', '', concat('Group ', seq % 12 + 1), 'website', 'admin'
         from seq_1_to_{sites};
         insert into matomo_user (login, password, email, date_registered)
         select concat('person-', lpad(seq, 4, '0')), '', concat('person-', seq, '@example.org'), now()
         from seq_1_to_{people};
         insert into matomo_access (login, idsite, access)
         select concat('person-', lpad(p.seq, 4, '0')), @first + s.seq,
             elt((p.seq + s.seq) % 10 + 1, 'view', 'view', 'view', 'view', 'view', 'view', 'write', 'write', 'write', 'admin')
         from seq_1_to_{people} p join seq_1_to_{sites} s on (p.seq * 31 + s.seq * 17) % 100 < 21;
         commit"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crowd_is_as_large_as_asked() {
        let text = statements(500, 216);
        assert!(text.contains("from seq_1_to_500;") && text.contains("from seq_1_to_216;"), "{text}");
    }
}
