//! nova-api
