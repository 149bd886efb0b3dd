//! matomo-sim
