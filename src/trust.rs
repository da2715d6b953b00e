//! Whom connections out of this house believe: the authorities that browsers believe, and those the operator names.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::{self, PemObject as _};
use rustls::{ClientConfig, RootCertStore};
use tokio_rustls::TlsConnector;

/// Why no connection can be trusted.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// A file with further authorities cannot be read.
    #[error("{} holds no certificates in PEM", .0.display())]
    Unreadable(PathBuf, #[source] pem::Error),
    /// A certificate in it is none.
    #[error("{} holds a certificate that cannot be used", .0.display())]
    Unusable(PathBuf, #[source] rustls::Error),
    /// TLS cannot be set up.
    #[error("TLS cannot be set up")]
    Tls(#[from] rustls::Error),
}

/// What makes TLS connections to whomever a public authority vouches for, or one in a PEM file.
///
/// # Errors
/// When the file cannot be read.
pub fn connector(authorities: Option<&Path>) -> Result<TlsConnector, TrustError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(file) = authorities {
        let unreadable = |error| TrustError::Unreadable(file.to_owned(), error);
        for certificate in CertificateDer::pem_file_iter(file).map_err(unreadable)? {
            let unusable = |error| TrustError::Unusable(file.to_owned(), error);
            roots.add(certificate.map_err(unreadable)?).map_err(unusable)?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}
