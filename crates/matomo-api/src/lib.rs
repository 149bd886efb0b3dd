//! matomo-api
