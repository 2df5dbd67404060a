"""Official codes of Vietnam's provinces, before and since the merger of 1 July 2025.

A portal stands for one of the 34 provinces of today and for those of the former 63 that it spoke for. The codes are those of
the package vietnamadminunits 1.0.4 (MIT licence), which has them from the General Statistics Office.
"""

#: Each province of today with the former ones that it was made of.
FORMER: dict[str, tuple[str, ...]] = {
    "01": ("01",),  # Hà Nội
    "04": ("04",),  # Cao Bằng
    "08": ("08", "02"),  # Tuyên Quang: Tuyên Quang, Hà Giang
    "11": ("11",),  # Điện Biên
    "12": ("12",),  # Lai Châu
    "14": ("14",),  # Sơn La
    "15": ("15", "10"),  # Lào Cai: Yên Bái, Lào Cai
    "19": ("19", "06"),  # Thái Nguyên: Thái Nguyên, Bắc Kạn
    "20": ("20",),  # Lạng Sơn
    "22": ("22",),  # Quảng Ninh
    "24": ("24", "27"),  # Bắc Ninh: Bắc Giang, Bắc Ninh
    "25": ("25", "17", "26"),  # Phú Thọ: Phú Thọ, Hòa Bình, Vĩnh Phúc
    "31": ("31", "30"),  # Hải Phòng: Hải Phòng, Hải Dương
    "33": ("33", "34"),  # Hưng Yên: Hưng Yên, Thái Bình
    "37": ("37", "35", "36"),  # Ninh Bình: Ninh Bình, Hà Nam, Nam Định
    "38": ("38",),  # Thanh Hóa
    "40": ("40",),  # Nghệ An
    "42": ("42",),  # Hà Tĩnh
    "44": ("44", "45"),  # Quảng Trị: Quảng Bình, Quảng Trị
    "46": ("46",),  # Huế
    "48": ("48", "49"),  # Đà Nẵng: Đà Nẵng, Quảng Nam
    "51": ("51", "62"),  # Quảng Ngãi: Quảng Ngãi, Kon Tum
    "52": ("52", "64"),  # Gia Lai: Bình Định, Gia Lai
    "56": ("56", "58"),  # Khánh Hòa: Khánh Hòa, Ninh Thuận
    "66": ("66", "54"),  # Đắk Lắk: Đắk Lắk, Phú Yên
    "68": ("68", "60", "67"),  # Lâm Đồng: Lâm Đồng, Bình Thuận, Đắk Nông
    "75": ("75", "70"),  # Đồng Nai: Đồng Nai, Bình Phước
    "79": ("79", "74", "77"),  # Hồ Chí Minh: Hồ Chí Minh, Bình Dương, Bà Rịa - Vũng Tàu
    "80": ("80", "72"),  # Tây Ninh: Long An, Tây Ninh
    "82": ("82", "87"),  # Đồng Tháp: Tiền Giang, Đồng Tháp
    "86": ("86", "83", "84"),  # Vĩnh Long: Vĩnh Long, Bến Tre, Trà Vinh
    "91": ("91", "89"),  # An Giang: Kiên Giang, An Giang
    "92": ("92", "93", "94"),  # Cần Thơ: Cần Thơ, Hậu Giang, Sóc Trăng
    "96": ("96", "95"),  # Cà Mau: Cà Mau, Bạc Liêu
}

#: The province of today that took over each of the former 63.
SUCCESSOR: dict[str, str] = {former: today for today, formers in FORMER.items() for former in formers}

#: What stands for no single province: a ministry, a national paper, a sample portal.
NOWHERE = "00"
