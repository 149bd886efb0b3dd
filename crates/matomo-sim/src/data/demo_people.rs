//! The people of the demo. Names are made up; addresses are of domains set aside for examples.

/// An account of the demo.
pub(crate) struct Person {
    pub(crate) login: &'static str,
    pub(crate) email: &'static str,
    /// Days since it was made.
    pub(crate) since: i64,
    /// Days since it was last seen; service accounts and open invitations never were.
    pub(crate) seen: Option<i64>,
    pub(crate) two_factor: bool,
    pub(crate) standing: Standing,
    pub(crate) access: &'static [On],
}

/// What kind of account it is.
pub(crate) enum Standing {
    SuperUser,
    Active,
    /// Invited, with days left or, below zero, days over.
    Invited {
        by: &'static str,
        days_left: i64,
    },
}

/// The same access on some sites: a role, and capabilities where there are any.
pub(crate) struct On {
    pub(crate) sites: &'static [u32],
    pub(crate) access: &'static [&'static str],
}

const fn on(sites: &'static [u32], access: &'static [&'static str]) -> On {
    On { sites, access }
}

const fn person(
    login: &'static str,
    email: &'static str,
    days: (i64, Option<i64>),
    two_factor: bool,
    standing: Standing,
    access: &'static [On],
) -> Person {
    let (since, seen) = days;
    Person { login, email, since, seen, two_factor, standing, access }
}

const WRITE_TAGS: &str = "tagmanager_write";
const PUBLISH_TAGS: &str = "tagmanager_publish_live_container";
const OWN_TAGS: &str = "tagmanager_use_custom_templates";

/// Everybody but `anonymous`.
#[rustfmt::skip]
pub(crate) const PEOPLE: [Person; 40] = [
    person("m.calder", "maren.calder@example.org", (2500, Some(0)), true, Standing::SuperUser, &[]),
    person("t.ferreira", "tomas.ferreira@example.org", (1900, Some(2)), true, Standing::SuperUser, &[]),
    person("root.legacy", "it-operations@example.org", (2550, Some(412)), false, Standing::SuperUser, &[]),
    person("a.okafor", "adaeze.okafor@example.org", (1400, Some(0)), true, Standing::Active, &[on(&[1, 2, 6], &["admin"])]),
    person("l.haugen", "liv.haugen@example.org", (1250, Some(1)), true, Standing::Active, &[on(&[3, 4], &["admin"]), on(&[1], &["view"])]),
    person("priya.raman", "priya.raman@example.org", (980, Some(3)), false, Standing::Active, &[on(&[5, 7], &["admin"]), on(&[1], &["view"])]),
    person("j.whitmore", "june.whitmore@example.org", (1720, Some(6)), true, Standing::Active, &[on(&[8], &["admin"])]),
    person("jörg.müller", "joerg.mueller@example.org", (1100, Some(0)), false, Standing::Active, &[on(&[6, 7], &["admin"]), on(&[1], &["write"])]),
    person("k.nakagawa", "kenji.nakagawa@example.org", (1610, Some(263)), false, Standing::Active, &[on(&[1, 6], &["admin"])]),
    person("s.lindqvist", "sanna.lindqvist@example.org", (860, Some(0)), true, Standing::Active, &[on(&[1, 2], &["write"])]),
    person("d.oconnell", "declan.oconnell@example.org", (1330, Some(4)), false, Standing::Active, &[on(&[3], &["write"])]),
    person("m.el-sayed", "mona.el-sayed@example.org", (640, Some(1)), true, Standing::Active, &[on(&[3, 4, 9], &["write"])]),
    person("c.moreau", "camille.moreau@example.org", (410, Some(9)), false, Standing::Active, &[on(&[4], &["write"])]),
    person("h.nguyen", "hai.nguyen@example.org", (520, Some(2)), true, Standing::Active, &[on(&[5], &["write"]), on(&[1], &["view"])]),
    person("z.kowalska", "zofia.kowalska@example.org", (300, Some(0)), false, Standing::Active, &[on(&[2], &["write"]), on(&[1], &["view"])]),
    person("r.banerjee", "rohan.banerjee@example.org", (275, Some(12)), false, Standing::Active, &[on(&[9], &["write"]), on(&[3], &["view"])]),
    person("i.petrov", "ivan.petrov@example.org", (730, Some(31)), false, Standing::Active, &[on(&[7], &["write"]), on(&[6], &["view"])]),
    person("b.adeyemi", "bola.adeyemi@example.org", (1010, Some(1)), true, Standing::Active, &[on(&[1, 2, 3, 4], &["view"])]),
    person("n.castillo", "nuria.castillo@example.org", (380, Some(5)), false, Standing::Active, &[on(&[2], &["view"])]),
    person("f.rossi", "fabio.rossi@example.org", (1190, Some(221)), false, Standing::Active, &[on(&[1], &["view"])]),
    person("y.cohen", "yael.cohen@example.org", (150, Some(0)), true, Standing::Active, &[on(&[9], &["view"])]),
    person("g.papadakis", "giorgos.papadakis@example.org", (930, Some(17)), false, Standing::Active, &[on(&[3, 4], &["view"])]),
    person("t.ngata", "tama.ngata@example.org", (220, Some(3)), false, Standing::Active, &[on(&[1, 2, 5], &["view"])]),
    person("e.silva", "elaine.silva@example.org", (480, Some(350)), false, Standing::Active, &[]),
    person("w.zhang", "wei.zhang@example.org", (90, Some(0)), false, Standing::Active, &[on(&[1, 2, 5, 6], &["view"])]),
    person("o.ibrahim", "omar.ibrahim@example.org", (610, Some(2)), false, Standing::Active, &[on(&[3, 9], &["view"])]),
    person("p.svoboda", "petra.svoboda@example.org", (1480, Some(44)), false, Standing::Active, &[on(&[8], &["view"])]),
    person("v.ramirez+apac", "valentina.ramirez@example.org", (205, Some(7)), false, Standing::Active, &[on(&[2], &["view"])]),
    person("quarterly-business-review.guests-and-weekly-report-readers.emea-sales-2024", "emea-sales-reports@example.org", (700, Some(95)), false, Standing::Active, &[on(&[1, 2], &["view"])]),
    person("agency.brightside@example.net", "agency.brightside@example.net", (560, Some(4)), false, Standing::Active, &[on(&[1, 2], &["view", WRITE_TAGS])]),
    person("vendor.pixelforge.anna", "anna.pixelforge@example.net", (330, Some(1)), true, Standing::Active, &[on(&[1], &["view", WRITE_TAGS, PUBLISH_TAGS]), on(&[6], &["write", PUBLISH_TAGS])]),
    person("vendor.pixelforge.ben", "ben.pixelforge@example.net", (335, Some(302)), false, Standing::Active, &[on(&[1, 6], &["view", WRITE_TAGS])]),
    person("contractor.lee", "lee.contractor@example.net", (400, Some(193)), false, Standing::Active, &[on(&[7], &["write", OWN_TAGS])]),
    person("audit.hollis", "hollis.audit@example.com", (60, Some(8)), true, Standing::Active, &[on(&[1, 2, 3, 4, 5, 6, 7, 8, 9], &["view"])]),
    person("svc.dashboard-export", "svc-dashboard-export@example.org", (840, None), false, Standing::Active, &[on(&[1, 2, 3, 4, 5], &["view"])]),
    person("svc.bi-warehouse", "svc-bi-warehouse@example.org", (1300, None), false, Standing::Active, &[on(&[1, 2, 3, 4, 5, 6, 7, 8, 9], &["view"])]),
    person("svc.tag-deploy", "svc-tag-deploy@example.org", (450, None), false, Standing::Active, &[on(&[1, 6], &["write", PUBLISH_TAGS])]),
    person("vendor.atlas.ines", "ines.atlas@example.net", (2, None), false, Standing::Invited { by: "m.calder", days_left: 5 }, &[on(&[3], &["view"])]),
    person("r.dlamini", "refilwe.dlamini@example.org", (6, None), false, Standing::Invited { by: "a.okafor", days_left: 1 }, &[on(&[1], &["view"])]),
    person("vendor.oldgate.sam", "sam.oldgate@example.net", (8, None), false, Standing::Invited { by: "t.ferreira", days_left: -2 }, &[on(&[4], &["view"])]),
];
