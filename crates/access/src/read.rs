//! Reading a directory from Matomo.

use crate::{Contents, Directory, Scope};
use matomo_api::{
    Bulk, Caller, Client, Connection, Error, Login, Role,
    methods::{
        AccessId, GetSitesWithAdminAccess, GetUsers, GetUsersPlusRole, GetUsersSitesFromAccess, SiteRow, SitesOfUser,
        UserRow,
    },
};
use std::collections::BTreeMap;

/// Reads who may do what. `progress` is told how many requests of how many are answered.
///
/// As super user one request at any size; as site admin one for people and sites, then the people
/// of each site, [`Bulk::SIZE`] sites at a time, since only they tell what is granted. Fails as
/// [`Client::bulk`] does; nothing is kept of half a reading.
pub async fn read(
    client: &Client,
    connection: &Connection,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Directory, Error> {
    let (users, sites, access) = match connection.caller {
        Caller::SuperUser => everything(client, connection, progress).await?,
        Caller::SiteAdmin | Caller::NoAdmin => own_sites(client, progress).await?,
    };
    let contents = Contents {
        caller: connection.caller_among(&users),
        scope: if connection.caller == Caller::SuperUser { Scope::Everything } else { Scope::OwnSites },
        capabilities: connection.capabilities.clone(),
        users,
        sites,
        access,
    };
    Directory::new(contents).map_err(|error| Error::NotUnderstood { why: error.to_string(), excerpt: String::new() })
}

type Lists = (Vec<UserRow>, Vec<SiteRow>, Vec<(AccessId, Vec<SitesOfUser>)>);

async fn everything(
    client: &Client,
    connection: &Connection,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Lists, Error> {
    progress(0, 1);
    let mut bulk = Bulk::default();
    let users = bulk.add(GetUsers::all());
    let sites = bulk.add(GetSitesWithAdminAccess);
    let capabilities = connection.capabilities.iter().map(|capability| AccessId::Capability(capability.id.clone()));
    let ids = Role::ALL.into_iter().map(AccessId::Role).chain(capabilities);
    let slots: Vec<_> = ids.map(|id| bulk.add(GetUsersSitesFromAccess(id))).collect();
    let reply = client.bulk(&bulk).await?;
    let access =
        slots.iter().map(|slot| Ok((slot.method().0.clone(), reply.get(slot)?))).collect::<Result<_, Error>>()?;
    progress(1, 1);
    Ok((reply.get(&users)?, reply.get(&sites)?, access))
}

async fn own_sites(client: &Client, progress: &mut dyn FnMut(usize, usize)) -> Result<Lists, Error> {
    progress(0, 1);
    let mut bulk = Bulk::default();
    let users = bulk.add(GetUsers::all());
    let sites = bulk.add(GetSitesWithAdminAccess);
    let reply = client.bulk(&bulk).await?;
    let (users, sites) = (reply.get(&users)?, reply.get(&sites)?);

    let requests = 1 + sites.len().div_ceil(Bulk::SIZE);
    progress(1, requests);
    let mut people: BTreeMap<Login, UserRow> = BTreeMap::new();
    people.extend(users.into_iter().map(|user| (user.login.clone(), user)));
    let mut rows: Vec<(AccessId, BTreeMap<Login, SitesOfUser>)> = Vec::new();
    for (done, chunk) in sites.chunks(Bulk::SIZE).enumerate() {
        let mut bulk = Bulk::default();
        let slots: Vec<_> = chunk.iter().map(|site| bulk.add(GetUsersPlusRole { site: site.id })).collect();
        let reply = client.bulk(&bulk).await?;
        for slot in &slots {
            for found in reply.get(slot)? {
                let login = found.user.login.clone();
                let ids = found.role.map(AccessId::Role).into_iter();
                for id in ids.chain(found.capabilities.into_iter().map(AccessId::Capability)) {
                    let place = rows.iter().position(|(known, _)| *known == id).unwrap_or_else(|| {
                        rows.push((id, BTreeMap::new()));
                        rows.len() - 1
                    });
                    let of_user = rows[place].1.entry(login.clone());
                    let of_user = of_user.or_insert_with(|| SitesOfUser { login: login.clone(), sites: Vec::new() });
                    of_user.sites.push(slot.method().site);
                }
                people.entry(login).or_insert(found.user);
            }
        }
        progress(done + 2, requests);
    }
    let access = rows.into_iter().map(|(id, of_users)| (id, of_users.into_values().collect())).collect();
    Ok((people.into_values().collect(), sites, access))
}
