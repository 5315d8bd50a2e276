"""What suppliers call their columns, and what we call them."""

import re
import unicodedata

SIGNS = str.maketrans({"#": "num", "%": "pct", "$": "usd"})
# Headers that mean one thing. Our field: what it is called once it is `normalised`.
CERTAIN = {
    "stock_number": (
        "stock stockno stocknum stocknumber stockid referencenum referencenumber"
        " venderstocknumber vendorstocknumber lotname lotnum refno refnum ref packetno packetnum"
        " sku"
    ),
    "shape": "shape shp sh cutshape shapename",
    "carat": "size sz carat carats caratsize caratweight ct cts ctsize ctweight weight crtwt",
    "colour": "color colr colour col",
    "clarity": "clarity clar clearity purity clr cla",
    "cut": "cutgrade",
    "polish": "polish pol finish",
    "symmetry": "symmetry sym symm symetry",
    "fluorescence": (
        "fluor flr flu flo fls fluorescence fluointensity fluorintensity flrintensity"
        " fluorescenceintensity"
    ),
    "measurements": "measurements measurement meas mea dimensions diameter",
    "length": "m1 length lengthmm",
    "width": "m2 width widthmm",
    "depth": "m3 height heightmm depthmm",
    "depth_pct": "depthpct depthpercent dpth totaldepth totaldepthpct tdpct",
    "table_pct": "table tbl tablepct tablepercent",
    "lab": "lab laboratory gradinglab",
    "number": (
        "certnum certno certid certino certificateno certificateid certificatenum"
        " certificatenumber certnumber reportno reportnum reportnumber repno cmpub"
    ),
    "price_per_carat": (
        "pricepercarat pricect priceperct percarat perct usdct ususdct usdpercarat ppc"
    ),
    "price_total": "totalprice pricetotal totalamount totalusd",
    "list_price": "rapprice raplist raplistprice listprice listpricepercarat",
    "discount": (
        "rapnetdiscount rapnetdiscountpct rapnetdiscountpercent pctrapnetdiscount rdisc rdiscount"
        " disc discpct discount discountpct rapdiscount rapdiscountpct"
    ),
    "availability": "availability avail available status",
    "fancy_colour": (
        "fancycolor fancycolour fancycolormainbody fancycolourmainbody fcmainbody"
        " fancycolordominantcolor"
    ),
    "fancy_intensity": ("fancycolorintensity fancycolourintensity fancyintensity fcintensity"),
    "fancy_overtone": (
        "fancycolorovertone fancycolorovertones fancycolourovertone fancycolourovertones"
        " fancyovertone fancyovertones fcovertone fcovertones"
    ),
    "treatment": "treatment enhancement enhancements enhance",
    "origin": "diamondtype producttype labgrowntype growthtype",
    "girdle_pct": "girdlepct girdlepercent",
    "crown_angle": "crownangle",
    "pavilion_angle": "pavilionangle",
    "star_pct": "starlength starpct",
    "lower_half_pct": "lowerhalf lowerhalfpct",
    "image": "image images imagefile imagelink imageurl photo diamondimage",
    "video": "video videolink videourl diamondvideo",
    "certificate": (
        "certfile certfilename certificatefile certificatefilename certificateimage certimage"
        " certificatepdf reportfilename certificatelink certificateurl"
    ),
}
# Headers that mean one thing or another; the values may tell, otherwise somebody is asked.
UNCERTAIN = {
    "cut": "cut",
    "depth": "depth",
    "certificate": "certificate cert",
    "price": (
        "price askingprice rapnetprice rapnetaskingprice finalprice cashprice indexprice"
        " indexaskingprice prc px amount total totalpriceusd priceusd"
    ),
}
FIELD_OF = {alias: field for field, names in CERTAIN.items() for alias in names.split()}
DOUBT_OF = {alias: doubt for doubt, names in UNCERTAIN.items() for alias in names.split()}


def normalised(header: str) -> str:
    """`Cert. #` becomes `certnum`: the three signs first, or it would collapse into `cert`."""
    text = unicodedata.normalize("NFKC", header).lower().translate(SIGNS)
    return re.sub(r"[^a-z0-9]", "", text)


def column_names(header: list[str]) -> list[str]:
    """The normalised header, its columns told apart: a second `price` is `price#2`."""
    seen: dict[str, int] = {}
    names = []
    for cell in header:
        name = normalised(cell)
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return names


def is_known(name: str) -> bool:
    plain = name.partition("#")[0]
    return plain in FIELD_OF or plain in DOUBT_OF
