"""A value as text: exact and plain for machines, as Vietnam writes it for people.

A float would round 71.371.000,1 and turn 1E+9 loose in a table; so what is stored and sent is the decimal itself,
without exponent and without zeros that say nothing.
"""

from decimal import Decimal


def plain(value: Decimal) -> str:
    """`9045800000`, `88.8`, `-0.5`."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def maybe_plain(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def vietnamese(value: Decimal | str) -> str:
    """`9.045.800.000`, `88,8`: dots between thousands, a comma before decimals."""
    whole, _, rest = (plain(value) if isinstance(value, Decimal) else value).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", ".") if digits.isdigit() and len(digits) < 400 else digits
    return f"{sign}{grouped},{rest}" if rest else f"{sign}{grouped}"


def with_unit(value: str, unit: str) -> str:
    """A stored value and its unit, as a sentence would have them: `9.045.800.000 đồng`, `9,9%`, `22 ha`."""
    if unit == "%":
        return f"{vietnamese(value)}%"
    return f"{vietnamese(value)} {'đồng' if unit == 'VND' else unit}".rstrip()


def figure(value: str, unit: str, value_to: str | None = None, denominator: str | None = None) -> str:
    """A stored figure as one would write it: `30–40 ha`, `197/299 cuộc`, `9.045.800.000 đồng`."""
    for other, sign in ((value_to, "–"), (denominator, "/")):
        if other is not None:
            return f"{vietnamese(value)}{sign}{with_unit(other, unit)}"
    return with_unit(value, unit)
