"""The scanner reads a pass with our own copy of the reader, under the CSP of a page that scans."""

import base64
import io

import segno

PAGE = """{% extends "omni/kiosk.html" %}{% load static %}
{% block js %}<script src="{% static 'vendor/barcode-detector/ponyfill.js' %}" defer></script>
<script src="{% static 'js/scan.js' %}" type="module"></script>{% endblock %}
{% block main %}<h1>Scan</h1>{% include "omni/parts/lens.html" %}{% endblock %}"""
WASM = {"script_src": "'wasm-unsafe-eval'"}
SCAN = """() => new Promise((done) => {
  const lens = document.getElementById("lens");
  lens.addEventListener("scanned", (e) => done(["scanned", e.detail.text]));
  lens.addEventListener("scan-refused", (e) => done(["refused", e.detail.reason]));
  lens.dispatchEvent(new Event("scan:start", { bubbles: true }));
})"""
# Stands in for the camera: a canvas that shows the picture, redrawn so that frames keep coming.
CAMERA = """(picture) => new Promise((ready) => {
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [640, 480];
    const pen = canvas.getContext("2d");
    setInterval(() => {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, 640, 480);
      pen.drawImage(image, 170, 90, 300, 300);
    }, 50);
    navigator.mediaDevices.getUserMedia = async () => (window.camera = canvas.captureStream(20));
    ready();
  };
  image.src = picture;
})"""


def qr(text: str) -> str:
    """A QR code as a data URI of a PNG."""
    png = io.BytesIO()
    segno.make(text, error="m").save(png, kind="png", scale=6, border=4)
    return "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()


def test_reads_a_pass_held_to_the_camera(look):
    page = look.show(PAGE, policy_with=WASM)
    page.wait_for_load_state("networkidle")
    page.evaluate(CAMERA, qr("https://shop.test/p/Zk3vQ1sXy7RmT0aBcDeFgH"))

    said = page.evaluate(SCAN)

    assert said == ["scanned", "https://shop.test/p/Zk3vQ1sXy7RmT0aBcDeFgH"]
    assert page.locator(".lens.caught video").count() == 1


def test_lets_the_camera_go_when_told_to_stop(look):
    page = look.show(PAGE, policy_with=WASM)
    page.wait_for_load_state("networkidle")
    page.evaluate(CAMERA, qr("7QKX"))
    page.evaluate(SCAN)

    page.locator("#lens").dispatch_event("scan:stop")

    assert page.evaluate("window.camera.getTracks().map((t) => t.readyState)") == ["ended"]
    assert page.locator(".lens video").count() == 0


def test_says_when_there_is_no_camera(look):
    page = look.show(PAGE, policy_with=WASM)
    page.wait_for_load_state("networkidle")

    said = page.evaluate(SCAN)

    assert said[0] == "refused"
    assert page.locator(".lens video").count() == 0
