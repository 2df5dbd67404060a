"""What was odd about how a figure is written (docs/figures.md), in words for people; in a sentence of their own each."""

FLAGS = {
    "comma_as_thousands": ("dấu phẩy ngăn hàng nghìn, trái lệ thường", "a comma marks the thousands, against custom"),
    "dot_as_decimal": ("dấu chấm ngăn phần lẻ, trái lệ thường", "a dot marks the decimals, against custom"),
    "ambiguous_comma3": ("dấu phẩy trước ba chữ số: có hai cách đọc", "a comma before three digits, read either way"),
    "space_as_thousands": ("khoảng trắng ngăn hàng nghìn", "blanks mark the thousands"),
    "space_in_number": ("có khoảng trắng lọt vào giữa số", "a blank stands within the number"),
    "zero_padded": ("viết có số 0 đứng đầu", "written with a leading nought"),
    "digit_plus_word": ("số được nhắc lại bằng chữ", "the number is told again in words"),
    "slash_pair_not_ratio": ("hai số cách nhau bằng dấu gạch, không phải tỷ số", "two figures about a slash, no ratio"),
    "mixed_scale_decimal": ("cộng nhiều phần, mỗi phần một đơn vị", "the sum of parts, each in its own scale"),
    "no_currency_word": ("không ghi đơn vị tiền, suy từ câu", "no currency is named; the sentence tells it"),
    "unit_inherited": ("đơn vị lấy theo con số trước", "its unit stands with an earlier figure"),
    "unit_from_header": ("đơn vị lấy theo đầu bảng", "its unit stands in the head of the table"),
    "label_before_number": ("tên gọi đứng trước số", "what is counted stands before the number"),
    "unit_unlisted": ("đơn vị đếm không có trong danh mục", "what is counted is not in the list of units"),
    "from_value": ("mức xuất phát của lần tăng, giảm", "the value that something rose or fell from"),
    "base_period_value": ("giá trị của kỳ trước", "the value of the earlier period"),
    "tren_is_preposition": ("“trên” ở đây có thể không nghĩa là hơn", "“trên” may mean across here, not more than"),
    "slash_in_percent": ("dấu gạch trong phần trăm, không phải tỷ số", "a slash within a percentage, no ratio"),
    "source_typo_repaired": ("in sai; hai số bên cạnh cho biết số đúng", "a misprint, as the two numbers beside it prove"),
    "unproved": ("bản in có vẻ lỗi, không có gì để đối chiếu", "what may be a misprint, with nothing to prove it by"),
    "permille": ("tính bằng phần nghìn", "told in thousandths"),
    "looks_like_date": ("trông giống ngày, tháng", "might be a day and a month"),
    "inconsistent_with_ratio": ("tỷ lệ ghi không khớp hai số bên cạnh", "the share does not follow from the numbers beside it"),
}  # fmt: skip


def told(flags: str | None) -> list[tuple[str, str]]:
    """Stored flags in both languages; one that has no words here shows its name."""
    return [FLAGS.get(flag, (flag, flag)) for flag in (flags or "").split()]
