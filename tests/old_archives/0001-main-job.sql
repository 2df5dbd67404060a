PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO _sqlite_migrations VALUES(1,'archive','0001-main-job','2026-11-25 04:17:00.999114+00:00');
CREATE TABLE portals (
  name TEXT PRIMARY KEY, title_vi TEXT NOT NULL, title_en TEXT NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL,
  family TEXT NOT NULL, home TEXT NOT NULL, domains TEXT NOT NULL, demo INTEGER NOT NULL DEFAULT 0,
  written TEXT, verified TEXT
) WITHOUT ROWID;
INSERT INTO portals VALUES('so-mau','Sở Mẫu','Sample department','portal','00','liferay62','http://so-mau.example/','so-mau.example',1,NULL,NULL);
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, portal TEXT NOT NULL REFERENCES portals(name), started_at TEXT NOT NULL, finished_at TEXT,
  outcome TEXT, exit_code INTEGER, requests INTEGER, articles_new INTEGER, articles_changed INTEGER,
  articles_same INTEGER, problems INTEGER, software TEXT NOT NULL, note TEXT
);
INSERT INTO runs VALUES(1,'so-mau','2026-11-24T01:00:00Z','2026-11-24T01:00:00Z','finished',0,7,4,0,0,0,'Cong khai/0.1.0 (Scrapy)','through a proxy, which resolves names: http://127.0.0.1:45445');
INSERT INTO runs VALUES(2,'so-mau','2026-12-24T01:00:00Z','2026-12-24T01:00:00Z','finished',0,6,0,1,3,0,'Cong khai/0.1.0 (Scrapy)','through a proxy, which resolves names: http://127.0.0.1:45445');
CREATE TABLE warc_files (
  name TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('open', 'sealed')), committed INTEGER NOT NULL,
  records INTEGER NOT NULL, opened_at TEXT NOT NULL, sealed_at TEXT, sha256 TEXT
) WITHOUT ROWID;
INSERT INTO warc_files VALUES('so-mau-20261124010000-00001.warc.gz','sealed',8033,15,'2026-11-24T01:00:00Z','2026-11-24T01:00:00Z','57f4d79f4a9eb3c1715505e489232ba96df25c860d18cfc2cd238db95c06740f');
INSERT INTO warc_files VALUES('so-mau-20261224010000-00001.warc.gz','sealed',6138,13,'2026-12-24T01:00:00Z','2026-12-24T01:00:00Z','e7e6ac0890edc05899f6576c9a24ae9db871cb5aa46465fe339781186a783006');
CREATE TABLE frontier (
  id INTEGER PRIMARY KEY, portal TEXT NOT NULL REFERENCES portals(name), address TEXT NOT NULL, canonical TEXT NOT NULL,
  thing TEXT NOT NULL, article_key TEXT, kind TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
  priority INTEGER NOT NULL DEFAULT 0, listing TEXT, page INTEGER NOT NULL DEFAULT 1, found_on TEXT,
  first_seen TEXT NOT NULL, last_visit TEXT, next_visit TEXT, visits INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0, capture_id INTEGER REFERENCES captures(id), quiet INTEGER
);
INSERT INTO frontier VALUES(1,'so-mau','http://so-mau.example/','http://so-mau.example/','http://so-mau.example/',NULL,'entry','answered',NULL,30,'http://so-mau.example/',1,NULL,'2026-11-24T01:00:00Z','2026-12-24T01:00:00Z','2026-12-24T02:00:00Z',2,0,13,1);
INSERT INTO frontier VALUES(2,'so-mau','http://so-mau.example/tin-tuc/-/view_content/101-bai.html','http://so-mau.example/tin-tuc/-/view_content/101-bai.html','key:101','101','article','answered',NULL,20,NULL,1,'http://so-mau.example/','2026-11-24T01:00:00Z','2026-12-24T01:00:00Z','2026-12-31T01:00:00Z',2,0,9,NULL);
INSERT INTO frontier VALUES(3,'so-mau','http://so-mau.example/tin-tuc/-/view_content/102-bai.html','http://so-mau.example/tin-tuc/-/view_content/102-bai.html','key:102','102','article','answered',NULL,20,NULL,1,'http://so-mau.example/','2026-11-24T01:00:00Z','2026-12-24T01:00:00Z','2026-12-31T01:00:00Z',2,0,10,NULL);
INSERT INTO frontier VALUES(4,'so-mau','http://so-mau.example/tin-tuc/-/view_content/103-bai.html','http://so-mau.example/tin-tuc/-/view_content/103-bai.html','key:103','103','article','answered',NULL,20,NULL,1,'http://so-mau.example/','2026-11-24T01:00:00Z','2026-12-24T01:00:00Z','2026-12-31T01:00:00Z',2,0,12,NULL);
INSERT INTO frontier VALUES(5,'so-mau','http://so-mau.example/su-kien/-/view_content/103-bai.html','http://so-mau.example/su-kien/-/view_content/103-bai.html','key:103','103','article','alias',NULL,20,NULL,1,'http://so-mau.example/','2026-11-24T01:00:00Z',NULL,NULL,0,0,NULL,NULL);
INSERT INTO frontier VALUES(6,'so-mau','http://so-mau.example/tin-tuc/-/view_content/104-bai.html','http://so-mau.example/tin-tuc/-/view_content/104-bai.html','key:104','104','article','absent',NULL,20,NULL,1,'http://so-mau.example/','2026-11-24T01:00:00Z','2026-11-24T01:00:00Z',NULL,1,0,NULL,NULL);
INSERT INTO frontier VALUES(7,'so-mau','http://so-mau.example/tin-tuc/-/view_content/105-bai.html','http://so-mau.example/tin-tuc/-/view_content/105-bai.html','key:105','105','article','answered',NULL,20,NULL,1,'http://so-mau.example/','2026-11-24T01:00:00Z','2026-12-24T01:00:00Z','2026-12-31T01:00:00Z',2,0,11,NULL);
INSERT INTO frontier VALUES(8,'so-mau','http://so-mau.example/van-ban/2318.pdf','http://so-mau.example/van-ban/2318.pdf','http://so-mau.example/van-ban/2318.pdf',NULL,'page','refused','file',10,'http://so-mau.example/van-ban/2318.pdf',1,'http://so-mau.example/tin-tuc/-/view_content/101-bai.html','2026-11-24T01:00:00Z',NULL,NULL,0,0,NULL,NULL);
CREATE TABLE refusals (
  portal TEXT NOT NULL REFERENCES portals(name), rule TEXT NOT NULL, action TEXT NOT NULL CHECK (action IN ('folded', 'refused')),
  links INTEGER NOT NULL, example TEXT NOT NULL, last_seen TEXT NOT NULL, PRIMARY KEY (portal, rule, action)
) WITHOUT ROWID;
INSERT INTO refusals VALUES('so-mau','file','refused',1,'http://so-mau.example/van-ban/2318.pdf','2026-11-24T01:00:00Z');
CREATE TABLE captures (
  id INTEGER PRIMARY KEY, portal TEXT NOT NULL REFERENCES portals(name), address TEXT NOT NULL,
  frontier_id INTEGER REFERENCES frontier(id), run_id INTEGER REFERENCES runs(id), purpose TEXT NOT NULL,
  fetched_at TEXT NOT NULL, status INTEGER NOT NULL, content_type TEXT, ip TEXT, etag TEXT, last_modified TEXT,
  payload_digest TEXT NOT NULL, payload_length INTEGER NOT NULL, record TEXT NOT NULL CHECK (record IN ('response', 'revisit')),
  revisit_of INTEGER REFERENCES captures(id), warc TEXT NOT NULL REFERENCES warc_files(name), offset INTEGER NOT NULL,
  length INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('unread', 'read')), reading TEXT, reason TEXT
);
INSERT INTO captures VALUES(1,'so-mau','http://so-mau.example/robots.txt',NULL,1,'robots','2026-11-24T01:00:00Z',404,NULL,NULL,NULL,NULL,'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ',0,'response',NULL,'so-mau-20261124010000-00001.warc.gz',358,370,'read','robots',NULL);
INSERT INTO captures VALUES(2,'so-mau','http://so-mau.example/',1,1,'page','2026-11-24T01:00:00Z',200,'text/html; charset=utf-8',NULL,NULL,NULL,'sha1:MTVMT3EGAR2ABIBDVIRSRKLI6242GTXR',923,'response',NULL,'so-mau-20261124010000-00001.warc.gz',1193,546,'read','page',NULL);
INSERT INTO captures VALUES(3,'so-mau','http://so-mau.example/tin-tuc/-/view_content/103-bai.html',4,1,'page','2026-11-24T01:00:00Z',200,'text/html; charset=utf-8',NULL,NULL,NULL,'sha1:FRKD7DHRYUHQAEYX5ZHUSF7ELV2Z2XZQ',599,'response',NULL,'so-mau-20261124010000-00001.warc.gz',2196,760,'read','article',NULL);
INSERT INTO captures VALUES(4,'so-mau','http://so-mau.example/tin-tuc/-/view_content/101-bai.html',2,1,'page','2026-11-24T01:00:00Z',200,'text/html; charset=utf-8',NULL,NULL,NULL,'sha1:6TE6WF2KZ7KNJAM4KU4PIA5W3NUFLTEJ',988,'response',NULL,'so-mau-20261124010000-00001.warc.gz',3439,949,'read','article',NULL);
INSERT INTO captures VALUES(5,'so-mau','http://so-mau.example/tin-tuc/-/view_content/102-bai.html',3,1,'page','2026-11-24T01:00:00Z',200,'text/html; charset=utf-8',NULL,NULL,NULL,'sha1:SRFPJT5EJAUUX2OHE5DEBVBXFH3ZRV5G',545,'response',NULL,'so-mau-20261124010000-00001.warc.gz',4872,720,'read','article',NULL);
INSERT INTO captures VALUES(6,'so-mau','http://so-mau.example/tin-tuc/-/view_content/104-bai.html',6,1,'page','2026-11-24T01:00:00Z',404,'text/html',NULL,NULL,NULL,'sha1:VMGCWN6JR6HIAQZCPWF5MXVFWMAOUX4V',18,'response',NULL,'so-mau-20261124010000-00001.warc.gz',6075,409,'read','absent',NULL);
INSERT INTO captures VALUES(7,'so-mau','http://so-mau.example/tin-tuc/-/view_content/105-bai.html',7,1,'page','2026-11-24T01:00:00Z',200,'text/html; charset=utf-8',NULL,NULL,NULL,'sha1:MCQTY6UVUYO6CB6R4WLDU4NQQNBYUN3X',322,'response',NULL,'so-mau-20261124010000-00001.warc.gz',6965,584,'read','article',NULL);
INSERT INTO captures VALUES(8,'so-mau','http://so-mau.example/robots.txt',NULL,2,'robots','2026-12-24T01:00:00Z',404,NULL,NULL,NULL,NULL,'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ',0,'response',NULL,'so-mau-20261224010000-00001.warc.gz',359,370,'read','robots',NULL);
INSERT INTO captures VALUES(9,'so-mau','http://so-mau.example/tin-tuc/-/view_content/101-bai.html',2,2,'page','2026-12-24T01:00:00Z',200,'text/html; charset=utf-8',NULL,NULL,NULL,'sha1:6TE6WF2KZ7KNJAM4KU4PIA5W3NUFLTEJ',988,'revisit',4,'so-mau-20261224010000-00001.warc.gz',1192,466,'read','article',NULL);
INSERT INTO captures VALUES(10,'so-mau','http://so-mau.example/tin-tuc/-/view_content/102-bai.html',3,2,'page','2026-12-24T01:00:00Z',200,'text/html; charset=utf-8',NULL,NULL,NULL,'sha1:YMRLIVPFAXFSGCT25HPYPQHMMIL4SNZ5',545,'response',NULL,'so-mau-20261224010000-00001.warc.gz',2141,718,'read','article',NULL);
INSERT INTO captures VALUES(11,'so-mau','http://so-mau.example/tin-tuc/-/view_content/105-bai.html',7,2,'page','2026-12-24T01:00:00Z',200,'text/html; charset=utf-8',NULL,NULL,NULL,'sha1:MCQTY6UVUYO6CB6R4WLDU4NQQNBYUN3X',322,'revisit',7,'so-mau-20261224010000-00001.warc.gz',3343,466,'read','article',NULL);
INSERT INTO captures VALUES(12,'so-mau','http://so-mau.example/tin-tuc/-/view_content/103-bai.html',4,2,'page','2026-12-24T01:00:00Z',200,'text/html; charset=utf-8',NULL,NULL,NULL,'sha1:FRKD7DHRYUHQAEYX5ZHUSF7ELV2Z2XZQ',599,'revisit',3,'so-mau-20261224010000-00001.warc.gz',4294,467,'read','article',NULL);
INSERT INTO captures VALUES(13,'so-mau','http://so-mau.example/',1,2,'page','2026-12-24T01:00:00Z',200,'text/html; charset=utf-8',NULL,NULL,NULL,'sha1:MTVMT3EGAR2ABIBDVIRSRKLI6242GTXR',923,'revisit',2,'so-mau-20261224010000-00001.warc.gz',5244,438,'read','page',NULL);
CREATE TABLE articles (
  id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, portal TEXT NOT NULL REFERENCES portals(name), key TEXT NOT NULL,
  title TEXT NOT NULL, published TEXT, published_local TEXT, published_raw TEXT, published_by TEXT, author TEXT,
  source TEXT, section TEXT, language TEXT NOT NULL, place TEXT NOT NULL, words INTEGER NOT NULL, address TEXT NOT NULL,
  canonical TEXT, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, capture_id INTEGER NOT NULL REFERENCES captures(id),
  rule TEXT NOT NULL, flags TEXT, text_hash TEXT NOT NULL, extractor_version TEXT NOT NULL
);
INSERT INTO articles VALUES(1,'so-mau:103','so-mau','103','Tiếp công dân định kỳ tháng Mười','2022-07-26T02:50:00Z','2022-07-26T09:50+07:00','26/07/2022 | 9:50 AM','rule',NULL,NULL,NULL,'vi','00',34,'http://so-mau.example/tin-tuc/-/view_content/103-bai.html',NULL,'2026-11-24T01:00:00Z','2026-12-24T01:00:00Z',3,'rule:1',NULL,'a8045038896128e70f6739be60c2cacc','2026.11.2');
INSERT INTO articles VALUES(2,'so-mau:101','so-mau','101','Công bố kết luận thanh tra đất đai','2022-07-26T02:50:00Z','2022-07-26T09:50+07:00','26/07/2022 | 9:50 AM','rule',NULL,NULL,NULL,'vi','00',70,'http://so-mau.example/tin-tuc/-/view_content/101-bai.html',NULL,'2026-11-24T01:00:00Z','2026-12-24T01:00:00Z',4,'rule:1',NULL,'34b933e61fd4daa22429bfb9e8b4fb38','2026.11.2');
INSERT INTO articles VALUES(3,'so-mau:102','so-mau','102','Kiểm tra an toàn thực phẩm','2022-07-26T02:50:00Z','2022-07-26T09:50+07:00','26/07/2022 | 9:50 AM','rule',NULL,NULL,NULL,'vi','00',33,'http://so-mau.example/tin-tuc/-/view_content/102-bai.html',NULL,'2026-11-24T01:00:00Z','2026-12-24T01:00:00Z',10,'rule:1',NULL,'544a2c1547a4358ab339a679a715c46a','2026.11.2');
INSERT INTO articles VALUES(4,'so-mau:105','so-mau','105','Thông báo','2022-07-26T02:50:00Z','2022-07-26T09:50+07:00','26/07/2022 | 9:50 AM','rule',NULL,NULL,NULL,'vi','00',1,'http://so-mau.example/tin-tuc/-/view_content/105-bai.html',NULL,'2026-11-24T01:00:00Z','2026-12-24T01:00:00Z',7,'rule:1',NULL,'912ad469d04ce0dacea55d341600512b','2026.11.2');
CREATE TABLE article_texts (
  id INTEGER PRIMARY KEY REFERENCES articles(id), sapo TEXT NOT NULL, text TEXT NOT NULL, tables TEXT
);
INSERT INTO article_texts VALUES(1,'',replace('Lãnh đạo Sở đã tiếp 324 lượt với 387 công dân, tiếp nhận 15 đơn thư thuộc thẩm quyền.\nĐường Hoà Bình sẽ được sửa trước mùa mưa, đúng như bà con đề nghị.','\n',char(10)),NULL);
INSERT INTO article_texts VALUES(2,'Thanh tra Sở Mẫu vừa công bố Kết luận số 2318/KL-TTr về quản lý đất đai tại ba xã ven sông.',replace('Thanh tra Sở Mẫu vừa công bố Kết luận số 2318/KL-TTr về quản lý đất đai tại ba xã ven sông.\nĐoàn thanh tra kiến nghị thu hồi 9 tỷ 45,8 triệu đồng và xử phạt hai đơn vị trong năm 2025.\nSố vụ của từng phòng như sau.\nĐơn vị | Số vụ\nPhòng Một | 12\nPhòng Hai | 7\nToàn văn kết luận ở tệp kèm theo.','\n',char(10)),'[[["Đơn vị", "Số vụ"], ["Phòng Một", "12"], ["Phòng Hai", "7"]]]');
INSERT INTO article_texts VALUES(3,'',replace('Đoàn đã kiểm tra 21 cơ sở, phát hiện 5 cơ sở vi phạm và xử phạt 71.371.000 đồng.\nCác cơ sở còn lại đã cam kết giữ vệ sinh nơi chế biến.','\n',char(10)),NULL);
INSERT INTO article_texts VALUES(4,'','Ngắn.',NULL);
CREATE TABLE images (
  article_id INTEGER NOT NULL REFERENCES articles(id), position INTEGER NOT NULL, address TEXT NOT NULL, caption TEXT NOT NULL,
  PRIMARY KEY (article_id, position)
) WITHOUT ROWID;
INSERT INTO images VALUES(2,0,'http://so-mau.example/anh/hop-bao.jpg','Kết luận số 2318/KL-TTr');
CREATE TABLE attachments (
  article_id INTEGER NOT NULL REFERENCES articles(id), position INTEGER NOT NULL, address TEXT NOT NULL, label TEXT NOT NULL,
  type TEXT NOT NULL, PRIMARY KEY (article_id, position)
) WITHOUT ROWID;
CREATE TABLE problems (
  id INTEGER PRIMARY KEY, portal TEXT NOT NULL REFERENCES portals(name), address TEXT NOT NULL, reason TEXT NOT NULL,
  detail TEXT NOT NULL, at TEXT NOT NULL, capture_id INTEGER REFERENCES captures(id), run_id INTEGER REFERENCES runs(id)
);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO facts VALUES('address rules of so-mau','c57e5b870e924541');
INSERT INTO facts VALUES('fold_version','1');
INSERT INTO facts VALUES('kind','demo');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','articles_fts','articles_fts',0,'CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, text, title_fold, text_fold, content=''articles_searched'', content_rowid=''id'', tokenize=''unicode61 remove_diacritics 0''
)');
CREATE TABLE IF NOT EXISTS 'articles_fts_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO articles_fts_data VALUES(1,X'0417810c17810e');
INSERT INTO articles_fts_data VALUES(10,X'000000010105050005010101020101030101040101050101');
INSERT INTO articles_fts_data VALUES(137438953473,X'000002cb03303135010c01010f01030f0103333234010c01010701030702023837010c01010a01030a0102626101060103200203696e6801060103170202c3a001060101200303ac6e6801060101170103636f6e010c010121010321040167010c01020301030b0204c3b46e6701080301010b01026461010601030503016e010c01020401030c03016f010601030302016501060103220203696e68010601020502026f6e01060103100203756e67010601031e03026f63010601031904026e6701060103150203c3a26e01080401010c0103686f6101060103160302c3a001060103240203c3b261010601011601026b7901060102060203e1bbb301020601046c616e6801060103020203756f7401060103080204c3a36e6801060101020206c6b0e1bba374010601010801036d7561010801031c0303026f6901060102080203c3b961010601011c0203c6b061010601011d0404e1bb9d6901020801046e67686901060103230403e1bb8b0106010123020368616e010601030e030175010601031f0302c6b0010601011f0304e1baad6e010601010e0105717579656e01060103140404e1bb816e010601011401027365010601031802016f010601030402027561010601031a0203e1babd01060101180302bb9f01060101040402ad61010601011a01047468616d010601031304026e670106010207030175010601031104026f6301060103120404e1bb996301060101120304c3a16e670102070302c6b001060101110304e1baa96d01060101130203696570010e010202010306090304e1babf70010a0201010609020472756f63010601031b0306c6b0e1bb9b63010601011b0103766f6901060103090204e1bb9b6901060101090104c491c3a301060101050403ba6e67010601011e0303c6a16e01060101100406b0e1bb9d6e6701060101150702a36301060101190304e1baa16f01060101030402bb81010601012205038b6e68010205040c0d0c090a090a0d0b0c090b08080a090a09090b0a090a09080b0a0b0d0b090a0a090b0a0a08090b0c0b0908090a09090b0908090b09090b0e0d0b0d0a0b0b0a0a0d090b09');
INSERT INTO articles_fts_data VALUES(274877906945,X'0000040f03303132020c01013c01033c010432303235020c01012e01032e0203333138020c01010c01030c01023435020c010122010322010137020c01013f01033f010138020c010123010323010139020c01012001032001026261020c01011501031502016f020c0102030103080203e1bb910208030101080104636f6e67020c0102020103070202756102060103310204c3b46e670208020101070204e1bba76102060101310103646169020c010209010313030174020c01020801031202036f616e020601031903016e020801032a0e040167020601032501036861690210010129170103291702026f69020601031f0204e1bb9369020601011f01036b656d0206010346030174020e0102040103093b020369656e020601031c0304e1babf6e020601011c02016c020c01010d01030d0203c3a86d02060101460204e1babf74020a040101093b01046c75616e020e01020501030a3b0304e1baad6e020a0501010a3b02017902060103110202c3bd020601011101036d6175020601030502026f74020601033b0204e1baab7502060101050303bb9974020601013b01036e616d020601032d0203676869020601031d0403e1bb8b020601011d0202687502060103340302c6b002060101340203c4836d020601012d01016f0206010344010470686174020601032803036f6e67020a01033309050304c3b26e67020a01013309050304e1baa174020601012801047175616e02060103100304e1baa36e02060101100103736175020c01013501033502016f020c01030409260b03026e6702060103180204c3b46e6702060101180203e1bb91020a01010b260b04019f020601010401037461690206010314020265700206010345020468616e680218060101021a0102060103021a0302656f020c010147010347030175020c01011e01031e02036f616e02060103400303c3a06e0206010140020272610218070101031a0102070103031a030369657502060103240404e1bb8775020601012403036f6e67020c01012c01032c02027472020c01010e01030e0203756e67020601033202017902060103210204e1baa16902060101140303bb877002060101450403ab6e6702060101320401b7020601012101027661020601032603016e0206010341020165020601030f03016e020c010117010317020169020801032b0e02017502080103300b03016102060103060202c3a002060101260203c4836e02060101410203e1bb81020601010f04018b020801012b0e0401a502080101300b0402ab61020601010601027861020601031602017502060103270202c3a302060101160203e1bbad02060101270104c491616902080901011303046fc3a06e02060101190303c6a16e020801012a0e0304e1baa5740208080101120404bb936e6702060101250103e1bb9f0206010144040c0e0d0c0b0b0b0c0b0b0e090c0b0d0b0a09080f090b0a0c0a0b0b0a0d0f0d08090a090b0a0a0a0a09090a080b0c0d0b0b0b0d0b090b0c080a09140c0b0a0a120a0b0d0c0a080b0a0a080908080b090908090a0a0909090908090a0c0b0b0c0b');
INSERT INTO articles_fts_data VALUES(412316860417,X'0000025e0430303030030c01011501031501023138030c0101060103060103333731030c010114010314010135030c01010b01030b01023731030c010113010313030633373130303003060103250102616e03080401020401046269656e03060103240304e1babf6e03060101240103636163030601031703016d030c01011d01031d0202686503060103230303e1babf030601012302016f030a010307070e03016e030601031a0203c3a16303060101170302b26e030601011a0202c6a1030a010107070e0102646103080103031b02036f616e030601030203026e6703060103160103676975030601031f0303e1bbaf030601011f01046869656e030601030a0304e1bb876e030601010a01036b6574030601031e020369656d030c0102020103040304e1bb836d0308020101040204e1babf74030601011e01036c6169030601031b0204e1baa169030601011b01036e6f6903060103220203c6a169030601012201047068616d030c01020701030f04017403080103090b0303c3a17403060101090304e1baa16d030601010f06017403060101120502a96d030207010473696e68030c01012101032102016f030a010308070e0203e1bb9f030a010108070e01047468756303060102060304e1bbb16303020602036f616e03060102050303c3a06e030205020272610314030101050102030103050102766103060103100201650306010320020169030c01010e01030e0202c3a003060101100203e1bb8703060101200102787503060103110203e1bbad03060101110106c4916fc3a06e03060101020302c3a303080101031b0305e1bb936e670306010116040d0c0d0b0c0d0a0b0b0a0b090a0a080a090b0a0a090a0a0b0b0a0d0c0b0a0b0a0a0e090a0b08070e0a0c0b090a081009080b090a090a0d0a');
INSERT INTO articles_fts_data VALUES(549755813889,X'00000041043062616f04060102030203c3a16f04020301046e67616e04060103020304e1baaf6e0406010102010574686f6e6704060102020304c3b46e67040202040a080b0b0c');
INSERT INTO articles_fts_data VALUES(687194767361,X'000002640430303030030d01011501031501023138030101023231030c0101060103060103333731030d010114010314010135030d01010b01030b01023731030d010113010313030633373130303003070103250102616e03090401020401046269656e03070103240304e1babf6e03070101240103636163030701031703016d030d01011d01031d0202686503070103230303e1babf030701012302016f030b010307070e03016e030701031a0203c3a16303070101170302b26e030701011a0202c6a1030b010107070e0102646103090103031b02036f616e030701030203026e6703070103160103676975030701031f0303e1bbaf030701011f01046869656e030701030a0304e1bb876e030701010a01036b6574030701031e020369656d030d0102020103040304e1bb836d0309020101040204e1babf74030701011e01036c6169030701031b0204e1baa169030701011b01036e6f6903070103220203c6a169030701012201047068616d030d01020701030f04017403090103090b0303c3a17403070101090304e1baa16d030701010f06017403070101120502a96d030307010473696e68030d01012101032102016f030b010308070e0203e1bb9f030b010108070e01047468756303070102060304e1bbb16303030602036f616e03070102050303c3a06e030305020272610315030101050102030103050102766103070103100201650307010320020169030d01010e01030e0202c3a003070101100203e1bb8703070101200102787503070103110203e1bbad03070101110106c4916fc3a06e03070101020302c3a303090101031b0305e1bb936e670307010116040d060c0d0b0c0d0a0b0b0a0b090a0a080a090b0a0a090a0a0b0b0a0d0c0b0a0b0a0a0e090a0b08070e0a0c0b090a081009080b090a090a0d0a');
CREATE TABLE IF NOT EXISTS 'articles_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO articles_fts_idx VALUES(1,X'',2);
INSERT INTO articles_fts_idx VALUES(2,X'',2);
INSERT INTO articles_fts_idx VALUES(3,X'',2);
INSERT INTO articles_fts_idx VALUES(4,X'',2);
INSERT INTO articles_fts_idx VALUES(5,X'',2);
CREATE TABLE IF NOT EXISTS 'articles_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO articles_fts_docsize VALUES(1,X'07220723');
INSERT INTO articles_fts_docsize VALUES(2,X'08460846');
INSERT INTO articles_fts_docsize VALUES(3,X'06230624');
INSERT INTO articles_fts_docsize VALUES(4,X'02010201');
CREATE TABLE IF NOT EXISTS 'articles_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO articles_fts_config VALUES('rank','bm25(10.0, 4.0, 5.0, 1.0)');
INSERT INTO articles_fts_config VALUES('version',4);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX runs_portal ON runs(portal, finished_at);
CREATE UNIQUE INDEX frontier_address ON frontier(portal, address);
CREATE INDEX frontier_thing ON frontier(portal, thing);
CREATE INDEX frontier_due ON frontier(portal, priority DESC, next_visit, id) WHERE next_visit IS NOT NULL;
CREATE INDEX frontier_next ON frontier(portal, next_visit) WHERE next_visit IS NOT NULL;
CREATE INDEX frontier_listing ON frontier(portal, listing, page) WHERE listing IS NOT NULL;
CREATE INDEX captures_address ON captures(portal, address, id);
CREATE INDEX captures_unread ON captures(id) WHERE state = 'unread';
CREATE INDEX captures_warc ON captures(warc, offset);
CREATE INDEX captures_frontier ON captures(frontier_id);
CREATE INDEX captures_run ON captures(run_id);
CREATE INDEX captures_revisit ON captures(revisit_of) WHERE revisit_of IS NOT NULL;
CREATE INDEX articles_published ON articles(published);
CREATE INDEX articles_portal_published ON articles(portal, published);
CREATE INDEX articles_place_published ON articles(place, published);
CREATE INDEX articles_section ON articles(section);
CREATE INDEX articles_language ON articles(language);
CREATE INDEX articles_capture ON articles(capture_id);
CREATE INDEX problems_portal ON problems(portal, reason);
CREATE INDEX problems_capture ON problems(capture_id);
CREATE INDEX problems_run ON problems(run_id);
CREATE VIEW article_addresses AS
  SELECT a.id AS article_id, a.identity, f.address, f.state, f.first_seen, f.last_visit
  FROM articles a JOIN frontier f ON f.portal = a.portal AND f.thing = 'key:' || a.key;
CREATE VIEW articles_searched AS
  SELECT a.id, a.title, t.text, a.title AS title_fold, t.text AS text_fold FROM articles a JOIN article_texts t USING (id);
CREATE TRIGGER articles_index_insert AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts(rowid, title, text, title_fold, text_fold)
  SELECT new.id, vn_canon(new.title), vn_canon(text), vn_index_fold(new.title), vn_index_fold(text)
  FROM article_texts WHERE id = new.id;
END;
CREATE TRIGGER articles_index_delete BEFORE DELETE ON articles BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, text, title_fold, text_fold)
  SELECT 'delete', old.id, vn_canon(old.title), vn_canon(text), vn_index_fold(old.title), vn_index_fold(text)
  FROM article_texts WHERE id = old.id;
END;
CREATE TRIGGER articles_index_update AFTER UPDATE OF title ON articles WHEN old.title IS NOT new.title BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, text, title_fold, text_fold)
  SELECT 'delete', old.id, vn_canon(old.title), vn_canon(text), vn_index_fold(old.title), vn_index_fold(text)
  FROM article_texts WHERE id = old.id;
  INSERT INTO articles_fts(rowid, title, text, title_fold, text_fold)
  SELECT new.id, vn_canon(new.title), vn_canon(text), vn_index_fold(new.title), vn_index_fold(text)
  FROM article_texts WHERE id = new.id;
END;
CREATE TRIGGER article_texts_index_insert AFTER INSERT ON article_texts BEGIN
  INSERT INTO articles_fts(rowid, title, text, title_fold, text_fold)
  SELECT new.id, vn_canon(title), vn_canon(new.text), vn_index_fold(title), vn_index_fold(new.text)
  FROM articles WHERE id = new.id;
END;
CREATE TRIGGER article_texts_index_delete BEFORE DELETE ON article_texts BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, text, title_fold, text_fold)
  SELECT 'delete', old.id, vn_canon(title), vn_canon(old.text), vn_index_fold(title), vn_index_fold(old.text)
  FROM articles WHERE id = old.id;
END;
CREATE TRIGGER article_texts_index_update AFTER UPDATE OF text ON article_texts WHEN old.text IS NOT new.text BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, text, title_fold, text_fold)
  SELECT 'delete', old.id, vn_canon(title), vn_canon(old.text), vn_index_fold(title), vn_index_fold(old.text)
  FROM articles WHERE id = old.id;
  INSERT INTO articles_fts(rowid, title, text, title_fold, text_fold)
  SELECT new.id, vn_canon(title), vn_canon(new.text), vn_index_fold(title), vn_index_fold(new.text)
  FROM articles WHERE id = new.id;
END;
PRAGMA writable_schema=OFF;
COMMIT;
