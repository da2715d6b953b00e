//! Codes at the door: shown on a phone, read by another's camera, or typed.

use parvis_events::access::Right;

use super::checkin::{MORNING, ROOM, expected, somebody, state, until};
use super::driver::Browser;
use super::site::Site;

/// A code as the camera sees it: the picture that its page shows, as a film of a few frames (YUV4MPEG2).
fn film(svg: &str) -> Vec<u8> {
    let number = |text: &str| text.parse::<usize>().unwrap();
    let side = number(svg.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap());
    let scale = 480 / side;
    let (wide, high) = (640, 480);
    let mut light = vec![235_u8; wide * high];
    for dark in svg.split('M').skip(1).filter(|part| part.contains('h')) {
        let (x, rest) = dark.split_once(' ').unwrap();
        let (y, rest) = rest.split_once('h').unwrap();
        let run = number(rest.split('v').next().unwrap());
        for row in number(y) * scale..(number(y) + 1) * scale {
            let from = row * wide + 80 + number(x) * scale;
            light[from..from + run * scale].fill(16);
        }
    }
    let mut film = format!("YUV4MPEG2 W{wide} H{high} F10:1 Ip A1:1 C420jpeg\n").into_bytes();
    for _ in 0..10 {
        film.extend(b"FRAME\n");
        film.extend(&light);
        film.extend(vec![128_u8; wide * high / 2]);
    }
    film
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_participants_code_is_read_by_the_camera_and_can_be_typed() {
    let site = Site::kkn_until(MORNING).await;
    let helper = somebody(&site, "Siv", Right::CheckInHelper).await;
    let (session, people) = expected(&site).await;
    let (scanned, typed) = (people[4], people[5]);
    let own = Browser::wide(390).await;
    site.sign_in(&own, scanned).await;
    own.open(&site.at("/program/KKN-2018/min-kod")).await;
    own.picture("390-min-kod").await;
    let svg = own.run("return document.querySelector('.code svg').outerHTML").await;
    site.sign_in(&own, typed).await;
    own.open(&site.at("/program/KKN-2018/min-kod")).await;
    let code = own.find(".code strong").await.text().await.unwrap();
    own.close().await;
    let home = tempfile::tempdir().unwrap();
    let seen = home.path().join("code.y4m");
    std::fs::write(&seen, film(svg.as_str().unwrap())).unwrap();
    let phone = Browser::with_camera(390, &seen).await;
    site.sign_in(&phone, helper).await;
    phone.open(&site.at(ROOM)).await;
    phone.click("#scan").await;
    until(&phone, "reading the code", &state(scanned, "here")).await;
    phone.picture("390-skanna").await;
    phone.click("#scanner [data-close]").await;
    phone.fill("sok", &code.to_lowercase()).await;
    let shown = phone.run("return document.querySelectorAll('.line:not([hidden])').length").await;
    assert_eq!(shown, 1, "a code finds one");
    phone.find("#sok").await.send_keys(&char::from(fantoccini::key::Key::Enter).to_string()).await.unwrap();
    until(&phone, "the code that was typed", &state(typed, "here")).await;
    until(&phone, "sending", "return document.getElementById('net').dataset.state === 'on'").await;
    let kept = site.office.runner.house().await;
    for person in [scanned, typed] {
        let mark = kept.house.attendance.marks.get(&(session, person)).unwrap();
        assert_eq!(mark.method, Some(parvis_events::attendance::Method::Code));
    }
    phone.close().await;
}
