//! Connections for protocols that the client library does not speak.

use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use natsconf_core::deployment::plan::CLIENT_CERTIFICATE;

use super::clients::Clients;

/// Bytes to and from a server.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin {}

impl<S: AsyncRead + AsyncWrite + Unpin> Stream for S {}

/// Connects to a port of this machine, by TLS with the client's certificate where the port has TLS.
pub(crate) async fn open(clients: &Clients<'_>, port: u16, tls: bool) -> Result<Box<dyn Stream>, String> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.map_err(|error| error.to_string())?;
    if !tls {
        return Ok(Box::new(stream));
    }
    let config = config(clients).map_err(|error| error.to_string())?;
    let name = ServerName::try_from("127.0.0.1").map_err(|error| error.to_string())?;
    let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
    Ok(Box::new(stream.map_err(|error| error.to_string())?))
}

fn config(clients: &Clients<'_>) -> Result<ClientConfig, Box<dyn std::error::Error>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(clients.certificate("ca", "pem"))?)?;
    let certificate = CertificateDer::from_pem_file(clients.certificate(CLIENT_CERTIFICATE, "pem"))?;
    let key = PrivateKeyDer::from_pem_file(clients.certificate(CLIENT_CERTIFICATE, "key"))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(builder.with_root_certificates(roots).with_client_auth_cert(vec![certificate], key)?)
}
