"""A site on loopback that costs little to serve: the pages of a WARC file, by a plain HTTP/1.1 server in its own process."""

import asyncio
import itertools
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

Pages = dict[str, bytes]


def pages_of(path: Path, only: set[str] | None = None) -> Pages:
    """Address (as http) to body, of the HTML answers in a WARC file. Links inside are turned to http as well."""
    pages = {}
    with path.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            address = record.headers["WARC-Target-URI"]
            if only is None or address in only:
                host = address.split("/")[2].encode()
                body = record.reader.read().replace(b"https://" + host, b"http://" + host)
                pages[address.replace("https://", "http://", 1)] = body
    return pages


@contextmanager
def served(pages: Pages, cpu: int | None = None, signal: tuple[int, Path] | None = None) -> Iterator[str]:
    """Serve `pages` as a proxy does; yields host:port. `cpu`: the processor the server is kept on.

    `signal`: (n, path) makes the server create the file `path` when the n-th request comes in.
    """
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("fork").Process(target=_serve, args=(pages, theirs, cpu, signal), daemon=True)
    server.start()
    try:
        yield f"127.0.0.1:{ours.recv()}"
    finally:
        server.terminate()
        server.join()


def _serve(pages: Pages, pipe: Connection, cpu: int | None, signal: tuple[int, Path] | None) -> None:
    if cpu is not None:
        os.sched_setaffinity(0, {cpu})
    answers = {
        address.encode(): b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%b"
        % (len(body), body)
        for address, body in pages.items()
    }
    missing = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"

    asked = itertools.count(1)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                if next(asked) == (signal[0] if signal else 0) and signal:
                    signal[1].touch()
                writer.write(answers.get(head.split(b" ", 2)[1], missing))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())
