"""The only settings: polite and safe by default. docs/settings.md describes each that a person may change."""

import os
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

BOT_NAME = "congkhai"
VERSION = "0.1.0"
SPIDER_MODULES = ["spiders.portals"]
COMMANDS_MODULE = "commands"

#: DEMO=1 loads the bundled sample portals, and only them.
DEMO = os.environ.get("DEMO") == "1"
#: The folder of profiles: another one keeps a newsroom's own portals, or a test's, apart from the project's.
PROFILES_DIR = os.environ.get("PROFILES_DIR") or str(ROOT / "spiders" / "profiles")
#: The folder that holds archive.db, warc/ and the lock: the project's root, wherever the command is typed.
ARCHIVE_DIR = os.environ.get("ARCHIVE_DIR") or str(ROOT)
#: A WARC file is sealed and a new one begun when it has grown past this many bytes.
WARC_MAX_BYTES = 1_000_000_000

# Who we are. A site's owner must be able to tell us to stop.
CONTACT = os.environ.get("CONGKHAI_CONTACT", "https://congkhai.example/bot")
USER_AGENT = f"CongKhai/{VERSION} (+{CONTACT})"
ROBOTSTXT_USER_AGENT = "CongKhai"
ROBOTSTXT_OBEY = True

# One request a second a host; a profile may ask for less, robots.txt too.
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 8
CONCURRENT_ITEMS = 1  # a callback yields one capture; Scrapy would start this many tasks for each response
DOWNLOAD_TIMEOUT = 60
RETRY_TIMES = 2
AUTOTHROTTLE_ENABLED = False

# What may come in.
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "vi,en;q=0.5",
    "Accept-Encoding": "gzip",
}
COOKIES_ENABLED = False
METAREFRESH_ENABLED = False
REFERRER_POLICY = "no-referrer"
HTTPERROR_ALLOW_ALL = True
COMPRESSION_ENABLED = False  # `read` decodes stored bytes, live and replayed alike, with a cap

# Where it may come from. ADDRESS_ALLOW: exact host:port pairs inside, such as a proxy's.
ADDRESS_ALLOW = [pair for pair in os.environ.get("ADDRESS_ALLOW", "").split(",") if pair]
TLS_UNVERIFIED_HOSTS = [host for host in os.environ.get("TLS_UNVERIFIED_HOSTS", "").split(",") if host]
TWISTED_DNS_RESOLVER = "spiders.guard.GlobalResolver"
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOADER_CLIENTCONTEXTFACTORY = "spiders.tls.HostDecides"
warnings.filterwarnings("ignore", message=".*DOWNLOADER_CLIENTCONTEXTFACTORY.*")
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

# The two seams: bytes go into the archive below everything that could change them; captures end in the store.
SCHEDULER = "pipelines.scheduler.FrontierScheduler"
SCHEDULER_DEBUG = False
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "spiders.robots.Robots": 100,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "spiders.guard.AddressGuard": 890,
    "pipelines.capture.ArchiveMiddleware": 895,
}
ITEM_PIPELINES = {"pipelines.store.StorePipeline": 100}
EXTENSIONS = {"commands.progress.Progress": 100}

#: Reading happens in this many processes (0: as many as there are cores, less one).
READ_WORKERS = 0
#: Seconds and bytes that reading one page may take before its worker is killed.
READ_TIMEOUT = 10
READ_MEMORY = 1024**3

LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOG_DATEFORMAT = "%H:%M:%S"
STATS_DUMP = False
LOGSTATS_INTERVAL = 0
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
