//! Matomo's HTTP API, typed, for the part that deals with people, sites and access.
//!
//! The crate knows no browser, clock or socket. A [`Method`] says how it is written and how its
//! answer is read; a [`Request`] carries it as plain data; whoever owns a network sends it through
//! a [`Transport`]. [`Client`] ties the three together, [`Bulk`] sends many methods as one request.
//!
//! Layers and their errors:
//! * values ([`MatomoUrl`], [`Login`], [`Email`], [`SiteId`], [`Capability`]) refuse bad input with
//!   an error of their own, beside the field it was typed into;
//! * the transport says only that no readable answer came ([`TransportError`]);
//! * everything that Matomo says, or that can be concluded from its silence, is an [`Error`].
//!
//! Facts about Matomo in these docs were seen on live 5.3.1 and 5.8.0 servers unless marked otherwise.

mod bulk;
mod client;
mod connect;
mod entities;
mod error;
mod features;
mod method;
mod secret;
mod sentences;
mod shape;
mod transport;
mod url;
mod values;

pub mod methods;

pub use bulk::{Bulk, BulkReply, Slot};
pub use client::{Client, call_with_token_in_address, call_without_token};
pub use connect::{Caller, Connection, HANDSHAKE_PLUGINS, connect, owner_among, reach};
pub use entities::decode_entities;
pub use error::{Error, Field};
pub use features::{Features, Version};
pub use method::{Method, Params, Request};
pub use secret::{Password, Token, TokenIssue};
pub use shape::Mismatch;
pub use transport::{Answer, LocalFuture, Transport, TransportError};
pub use url::{BadUrl, MatomoUrl, UrlNote};
pub use values::{BadEmail, BadLogin, BadSiteId, Capability, Email, Login, Role, SiteId};
