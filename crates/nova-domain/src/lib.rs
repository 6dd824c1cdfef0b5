//! nova-domain
