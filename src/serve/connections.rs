//! Connections: each is served by a task of its own until it ends, falls silent in the middle of a request's head, or the
//! doors close.
//!
//! A caller who sends a head line by line, or none at all, would otherwise hold a connection for ever, at no cost of
//! their own. How long bodies and answers may take is looked after further in, where a problem can be told.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tower::Service as _;

use crate::reception::Reception;

/// How long to wait when no connection can be taken, because the system has no room for another.
const NO_ROOM: Duration = Duration::from_secs(1);

/// Takes connections until `stop` ends, and then waits for the requests that are under way.
pub(super) async fn serve(
    reception: Reception,
    listener: TcpListener,
    app: Router,
    stop: impl Future<Output = ()> + Send,
) {
    let mut tasks = JoinSet::new();
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            taken = listener.accept() => match taken {
                Ok((stream, from)) => {
                    tasks.spawn(connection(reception.clone(), stream, from, app.clone()));
                }
                Err(error) => rest(&error).await,
            },
            // Whoever has ended is forgotten.
            Some(_) = tasks.join_next() => {}
        }
    }
    drop(listener);
    while tasks.join_next().await.is_some() {}
}

/// A caller who hung up at once is nobody's trouble; anything else is not better this very moment.
async fn rest(error: &io::Error) {
    let hung_up =
        [io::ErrorKind::ConnectionAborted, io::ErrorKind::ConnectionReset, io::ErrorKind::ConnectionRefused];
    if !hung_up.contains(&error.kind()) {
        tracing::error!(error = %error, "no connection can be taken");
        tokio::time::sleep(NO_ROOM).await;
    }
}

async fn connection(reception: Reception, stream: TcpStream, from: SocketAddr, app: Router) {
    // Answers are small, and somebody waits for each.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(from));
        let mut app = app.clone();
        // A router is always ready, and answers whatever happens.
        async move { app.call(request).await as Result<Response, Infallible> }
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(reception.settings().head_patience)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(serving);
    let ended = tokio::select! {
        ended = &mut serving => ended,
        () = reception.closing() => {
            serving.as_mut().graceful_shutdown();
            serving.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(error = %error, "a connection ended before its time");
    }
}
