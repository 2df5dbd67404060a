"""The public face as docs/publishing.md sets it up: a snapshot, Datasette, and the real nginx with deploy/nginx.conf in front."""

import http.client
import ipaddress
import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pipelines.publish.folder import publish
from tests.archive_samples import build
from tests.conftest import ROOT
from tests.served import free_port, running

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is missing: apt-get install nginx-light")
NAME = "congkhai.example"


def certificate(folder: Path) -> None:
    """A certificate of our own for NAME, in the two files that the configuration names."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "privkey.pem").write_bytes(private)


class Face:
    """The server as a stranger meets it."""

    def __init__(self, folder: Path, datasette: int) -> None:
        self.folder, self.plain, self.port = folder, free_port(), free_port()
        text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
        for theirs, ours in (
            ("    listen [::]:80;\n", ""),
            ("    listen [::]:443 ssl http2;\n", ""),
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
            (f"/etc/letsencrypt/live/{NAME}", str(folder)),
            ("/var/cache/nginx/congkhai", str(folder / "cache")),
            ("http://127.0.0.1:8001", f"http://127.0.0.1:{datasette}"),
        ):
            assert theirs in text, f"deploy/nginx.conf no longer has {theirs!r}"
            text = text.replace(theirs, ours)
        folders = "".join(
            f"{kind}_temp_path {folder / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        # Started by root, nginx would work as somebody who may not enter a folder of tests.
        worker = "user root;" if os.geteuid() == 0 else ""
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(
            f"{worker} daemon off; error_log {folder / 'error.log'}; pid {folder / 'pid'};\nevents {{}}\n"
            f"http {{\naccess_log off;\n{folders}{text}\n}}\n",
            "utf-8",
        )

    @property
    def command(self) -> list[str]:
        return [str(NGINX), "-e", str(self.folder / "error.log"), "-c", str(self.configuration)]

    def ask(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        trust = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        with closing(http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=trust)) as connection:
            connection.request(method, path, headers={"Host": NAME, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()


@pytest.fixture(scope="module")
def face(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Face]:
    folder, archive = tmp_path_factory.mktemp("nginx"), tmp_path_factory.mktemp("kho")
    build(archive / "archive.db", demo=True).close()
    public = tmp_path_factory.mktemp("public") / "out"
    publish(archive, public, root=ROOT, software="test", progress=lambda what, done, total: None)
    certificate(folder)
    port = free_port()
    datasette = [sys.executable, "-m", "datasette", "serve", ".", "--port", str(port)]
    made = Face(folder, port)
    with running(datasette, public / "current", port), running(made.command, folder, made.port) as nginx:
        yield made
        nginx.terminate()  # it ends its workers; killed, it would leave them behind
        nginx.wait(timeout=20)


def test_nginx_accepts_the_configuration(face: Face) -> None:
    tried = subprocess.run([*face.command, "-t"], capture_output=True, text=True, timeout=30, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr


def test_a_reader_is_led_to_tls_and_gets_the_page_with_its_guards(face: Face) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", face.plain, timeout=20)) as connection:
        connection.request("GET", "/archive/tim?q=xu+phat", headers={"Host": NAME})
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/archive/tim?q=xu+phat")
    status, headers, body = face.ask("/archive/tim?q=xu+phat")
    assert status == 200
    assert "<mark>" in body.decode()
    assert "'nonce-" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"]


def test_the_second_reader_is_served_from_the_cache(face: Face) -> None:
    first, second = (face.ask("/archive/articles?_sort=title") for _ in range(2))
    assert (first[1]["x-cache"], second[1]["x-cache"]) == ("MISS", "HIT")
    assert first[2] == second[2]


def test_nothing_is_sent_to_it_and_its_inside_is_not_shown(face: Face) -> None:
    assert face.ask("/archive", "POST")[0] == 405
    assert face.ask("/-/settings.json")[0] == 404
    assert face.ask("/-/static/app.css")[0] == 200
    assert face.ask("/robots.txt")[2] == b"User-agent: *\nDisallow: /\n"
    assert face.ask("/archive.json?sql=select+1")[0] == 403


def test_who_takes_too_many_files_is_told_to_wait(face: Face) -> None:
    answers = [face.ask(f"/archive/articles.csv?id__gt={number}")[0] for number in range(9)]
    assert answers[0] == 200
    assert answers[-1] == 429
    assert face.ask("/archive/articles?_sort=id")[0] == 200
