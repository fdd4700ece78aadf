"""What the standard tables lack of countries: further names, and the point that stands for each.

Used when the package's data are built. Names only, never demonyms.
"""

from __future__ import annotations

ALIASES: dict[str, tuple[str, ...]] = {
    "AE": ("UAE", "Emirates", "the Emirates"),
    "BA": ("Bosnia", "Bosnia and Herzegovina", "Bosnia-Herzegovina"),
    "CD": (
        "DRC", "DR Congo", "D.R. Congo", "Congo-Kinshasa", "Zaire", "Democratic Republic of Congo",
        "Democratic Republic of the Congo", "RDC", "République démocratique du Congo",
    ),
    "CF": ("CAR", "Central African Republic", "Centrafrique", "RCA"),
    "CG": ("Congo-Brazzaville", "Republic of the Congo", "Republic of Congo", "Congo"),
    "CI": ("Ivory Coast", "Cote d'Ivoire", "Côte d'Ivoire"),
    "CN": ("China", "PRC", "People's Republic of China"),
    "CV": ("Cape Verde",),
    "CZ": ("Czech Republic", "Czechia"),
    "GB": ("UK", "U.K.", "Britain", "Great Britain", "United Kingdom"),
    "GM": ("Gambia", "The Gambia"),
    "KP": ("North Korea", "DPRK"),
    "KR": ("South Korea", "Republic of Korea"),
    "LA": ("Laos",),
    "LY": ("Libya", "Libyan Arab Jamahiriya"),
    "MK": ("Macedonia", "North Macedonia"),
    "MM": ("Burma", "Myanmar"),
    "NL": ("Holland", "Netherlands", "the Netherlands"),
    "PS": ("Palestine", "State of Palestine", "occupied Palestinian territory", "oPt"),
    "RU": ("Russia", "Russian Federation"),
    "SA": ("Saudi", "Saudi Arabia", "KSA"),
    "SD": ("Sudan", "the Sudan"),
    "SS": ("South Sudan",),
    "SY": ("Syria", "Syrian Arab Republic"),
    "SZ": ("Swaziland", "Eswatini"),
    "TL": ("East Timor", "Timor-Leste"),
    "TR": ("Turkey", "Türkiye", "Turkiye"),
    "US": ("USA", "U.S.", "US", "U.S.A.", "United States", "United States of America", "America"),
    "VA": ("Vatican", "Vatican City", "Holy See"),
    "VN": ("Vietnam", "Viet Nam"),
    "XK": ("Kosovo",),
    "YE": ("Yemen",),
}  # fmt: skip

_FACTBOOK = """
AF 33 65; AL 41 20; DZ 28 3; AO -12.5 18.5; AR -34 -64; AM 40 45; AU -27 133; AT 47.33 13.33; AZ
40.5 47.5; BD 24 90; BY 53 28; BE 50.83 4; BZ 17.25 -88.75; BJ 9.5 2.25; BT 27.5 90.5; BO -17 -65;
BA 44 18; BW -22 24; BR -10 -55; BN 4.5 114.67; BG 43 25; BF 13 -2; MM 22 98; BI -3.5 30; KH 13
105; CM 6 12; CA 60 -95; CF 7 21; TD 15 19; CL -30 -71; CN 35 105; CO 4 -72; CD 0 25; CG -1 15; CR
10 -84; CI 8 -5; HR 45.17 15.5; CU 21.5 -80; CY 35 33; CZ 49.75 15.5; DK 56 10; DJ 11.5 43; DO 19
-70.67; EC -2 -77.5; EG 27 30; SV 13.83 -88.92; GQ 2 10; ER 15 39; EE 59 26; ET 8 38; FJ -18 178;
FI 64 26; FR 46 2; GA -1 11.75; GM 13.47 -16.57; GE 42 43.5; DE 51 9; GH 8 -2; GR 39 22; GT 15.5
-90.25; GN 11 -10; GW 12 -15; GY 5 -59; HT 19 -72.42; HN 15 -86.5; HU 47 20; IS 65 -18; IN 20 77;
ID -5 120; IR 32 53; IQ 33 44; IE 53 -8; IL 31.5 34.75; IT 42.83 12.83; JM 18.25 -77.5; JP 36 138;
JO 31 36; KZ 48 68; KE 1 38; KP 40 127; KR 37 127.5; KW 29.5 45.75; KG 41 75; LA 18 105; LV 57 25;
LB 33.83 35.83; LS -29.5 28.5; LR 6.5 -9.5; LY 25 17; LT 56 24; MK 41.83 22; MG -20 47; MW -13.5
34; MY 2.5 112.5; ML 17 -4; MR 20 -12; MX 23 -102; MD 47 29; MN 46 105; ME 42.5 19.3; MA 32 -5; MZ
-18.25 35; NA -22 17; NP 28 84; NL 52.5 5.75; NZ -41 174; NI 13 -85; NE 16 8; NG 10 8; NO 62 10;
OM 21 57; PK 30 70; PA 9 -80; PG -6 147; PY -23 -58; PE -10 -76; PH 13 122; PL 52 20; PT 39.5 -8;
QA 25.5 51.25; RO 46 25; RU 60 100; RW -2 30; SA 25 45; SN 14 -14; RS 44 21; SL 8.5 -11.5; SK
48.67 19.5; SI 46.12 14.82; SO 10 49; ZA -29 24; SS 8 30; ES 40 -4; LK 7 81; SD 15 30; SR 4 -56;
SE 62 15; CH 47 8; SY 35 38; TW 23.5 121; TJ 39 71; TZ -6 35; TH 15 100; TL -8.83 125.92; TG 8
1.17; TN 34 9; TR 39 35; TM 40 60; UG 1 32; UA 49 32; AE 24 54; GB 54 -2; US 39.76 -98.5; UY -33
-56; UZ 41 64; VE 8 -66; VN 16.17 107.83; YE 15 48; ZM -15 30; ZW -20 30; XK 42.58 21
"""

POINTS: dict[str, tuple[float, float]] = {
    code: (float(lat), float(lon))
    for code, lat, lon in (row.split() for row in _FACTBOOK.split(";"))
}
"""Country to latitude and longitude in degrees: the rounded coordinates by which the CIA World
Factbook (public domain) places each country, and most gazetteers after it."""
