//! The pages for those who work with programmes keep nobody out, in any language, on a phone and on a desk.

use super::access::look;
use super::coordinator::{BUSY, coordinator};
use super::driver::Browser;
use super::site::Site;

/// The pages for work; names in braces are made up by the site.
pub const WORK: [&str; 22] = [
    "",
    "/nytt",
    "/KKN-2018",
    "/KKN-2018/program",
    "/KKN-2018/program/historik",
    "/KKN-2018/regler",
    "/KKN-2018/fragor",
    "/KKN-2018/inbjudna",
    "/KKN-2018/programrad",
    "/KKN-2018/utvardering",
    "/KKN-2018/publicera",
    "/KKN-2018/seminarium/1",
    "/KKN-2018/seminarium/nytt",
    "/KKN-2018/brev",
    "/KKN-2018/brev/forlagor",
    "/KKN-2018/siffror",
    "/KKN-2018/intyg",
    "/KKN-2018/papper",
    "/KKN-2018/anmalan/{enrolment}",
    "/KKN-2018/anmalan/{enrolment}/person",
    "/KKN-2018/intyg/{certificate}",
    "/KKN-2018/brev/{letter}",
];

/// The pages for work, with an enrolment, a certificate and a letter to look at, where there are any.
async fn pages(site: &Site, reference: &str) -> Vec<String> {
    let kept = site.office.runner.house().await;
    let mut enrolments = kept.house.register.enrolments.rows();
    let enrolment = enrolments.find(|row| row.reference == reference).unwrap().enrolment;
    let certificate =
        kept.house.certificates.certificates.rows().next().map(|row| row.certificate.to_string());
    let letter = kept.house.letters.letters.rows().next().map(|row| row.letter.to_string());
    let named =
        [("{enrolment}", Some(enrolment.to_string())), ("{certificate}", certificate), ("{letter}", letter)];
    let path = |template: &str| {
        named.iter().try_fold(format!("/arbete{template}"), |path, (name, value)| match value {
            Some(value) => Some(path.replace(name, value)),
            None => Some(path).filter(|path| !path.contains(name)),
        })
    };
    WORK.iter().filter_map(|template| path(template)).collect()
}

async fn look_at(site: &Site, reference: &str, width: u32, name: &str, more: &[&str]) {
    let (_, person) = coordinator(site).await;
    let browser = Browser::wide(width).await;
    site.sign_in(&browser, person).await;
    let mut findings = Vec::new();
    let mut paths = pages(site, reference).await;
    paths.extend(more.iter().map(|path| (*path).to_owned()));
    for (number, path) in paths.iter().enumerate() {
        findings.extend(look(&browser, site, path).await);
        browser
            .open(&site.at(&format!("/sprak/sv?to={}", path.replace('?', "%3F").replace('=', "%3D"))))
            .await;
        browser.picture(&format!("{width}-{name}-{number:02}")).await;
    }
    browser.close().await;
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_for_work_keep_nobody_out_on_a_phone() {
    look_at(&Site::kkn_until(BUSY).await, "A-23", 320, "arbete", &[]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_for_work_keep_nobody_out_on_a_desk() {
    look_at(&Site::kkn_until(BUSY).await, "A-23", 1280, "arbete", &[]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_a_programme_that_is_over_and_of_an_earlier_day_keep_nobody_out() {
    let site = Site::kkn().await;
    let past = [
        "/arbete/KKN-2018?per=2018-02-28",
        "/arbete/KKN-2018/siffror?per=2018-12-01",
        "/arbete/KKN-2018/program?per=2018-12-01",
        "/arbete/KKN-2018/seminarium/2?per=2018-03-01",
        "/arbete/KKN-2018/program/historik?per=2018-03-01",
        "/arbete/KKN-2018/publicera?per=2018-03-01",
    ];
    look_at(&site, "A-25", 1280, "efter", &past).await;
    look_at(&site, "A-25", 320, "efter", &past).await;
}
