//! As much of PHP as Matomo's answers depend on: values with its array keys, form parsing, JSON and XML output,
//! and what it takes for a number.

mod json;
mod query;
mod text;
mod value;
mod xml;

pub(crate) use json::to_json;
pub(crate) use query::parse_query;
pub(crate) use text::{decode_entities, escape, integer_prefix, is_numeric, trim};
pub(crate) use value::{Array, Key, Value};
pub(crate) use xml::{error_to_xml, to_xml};
