//! Hands letters over: to an SMTP server, to a directory of `.eml` files, or to both.

use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport, Message, Tokio1Executor};

/// How long a server may take to answer.
const SERVER_PATIENCE: Duration = Duration::from_mins(1);

/// Why a letter was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address of the server cannot be read.
    #[error("PARVIS_SMTP_URL cannot be read; write smtp://host:port, or smtps://user:password@host")]
    Url(#[source] lettre::transport::smtp::Error),
    /// The server did not accept it.
    #[error("the mail server did not accept the letter")]
    Smtp(#[source] lettre::transport::smtp::Error),
    /// The server does not answer as one does.
    #[error("the mail server does not answer as one does")]
    Silent,
    /// The file could not be written.
    #[error("{} cannot be written", .0.display())]
    File(PathBuf, #[source] std::io::Error),
}

impl MailError {
    /// Whether trying again is pointless.
    pub fn permanent(&self) -> bool {
        match self {
            Self::Smtp(error) => error.is_permanent(),
            Self::Url(_) | Self::Silent | Self::File(..) => false,
        }
    }

    /// What went wrong, without anything a server may have repeated of the letter.
    pub fn code(&self) -> String {
        match self {
            Self::Smtp(error) => error
                .status()
                .map_or_else(|| "smtp-unreachable".to_owned(), |status| format!("smtp-{status}")),
            Self::Url(_) => "smtp-address".to_owned(),
            Self::Silent => "smtp-silent".to_owned(),
            Self::File(..) => "file".to_owned(),
        }
    }
}

/// Where letters go.
#[derive(Clone, Debug)]
pub struct Mailer {
    server: Option<AsyncSmtpTransport<Tokio1Executor>>,
    directory: Option<PathBuf>,
}

impl Mailer {
    /// To the server that `url` names, if it names one, and as files into a directory, if one is given.
    ///
    /// # Errors
    /// When the address cannot be read.
    pub fn new(url: Option<&str>, directory: Option<&Path>) -> Result<Self, MailError> {
        let server = url
            .map(|url| {
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map(|builder| builder.timeout(Some(SERVER_PATIENCE)).build())
                    .map_err(MailError::Url)
            })
            .transpose()?;
        Ok(Self { server, directory: directory.map(Path::to_path_buf) })
    }

    /// Greets the server and says good-bye; absent where there is none.
    ///
    /// # Errors
    /// When it does not answer as a mail server does.
    pub async fn reach(&self) -> Result<Option<()>, MailError> {
        let Some(server) = &self.server else { return Ok(None) };
        match server.test_connection().await {
            Ok(true) => Ok(Some(())),
            Ok(false) => Err(MailError::Silent),
            Err(error) => Err(MailError::Smtp(error)),
        }
    }

    /// Hands a letter over; `name` names its file.
    ///
    /// # Errors
    /// When the server does not accept it, or the file cannot be written.
    pub async fn send(&self, message: &Message, name: &str) -> Result<(), MailError> {
        if let Some(server) = &self.server {
            server.send(message.clone()).await.map_err(MailError::Smtp)?;
        }
        if let Some(directory) = &self.directory {
            let path = directory.join(format!("{name}.eml"));
            // Written whole under another name first: a reader never finds half a letter.
            let draft = directory.join(format!(".{name}.tmp"));
            let written = async {
                tokio::fs::create_dir_all(directory).await?;
                tokio::fs::write(&draft, message.formatted()).await?;
                tokio::fs::rename(&draft, &path).await
            };
            written.await.map_err(|error| MailError::File(path.clone(), error))?;
        }
        Ok(())
    }
}
