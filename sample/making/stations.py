"""Metro and RER stations of the sample town, written for the project: positions are approximate (about 100 m)."""

# name | latitude | longitude | lines | further names
TABLE = """
Place de Clichy|48.8837|2.3278|2 13|
Blanche|48.8838|2.3325|2|
Pigalle|48.8823|2.3374|2 12|
Anvers|48.8829|2.3441|2|
Barbès – Rochechouart|48.8839|2.3495|2 4|Barbès;métro Barbès
La Chapelle|48.8845|2.3602|2|
Stalingrad|48.8843|2.3660|2 5 7|
Jaurès|48.8823|2.3706|2 5 7bis|
Colonel Fabien|48.8778|2.3709|2|
Belleville|48.8722|2.3770|2 11|
Couronnes|48.8692|2.3805|2|
Ménilmontant|48.8666|2.3838|2|
Père Lachaise|48.8630|2.3876|2 3|
Philippe Auguste|48.8582|2.3902|2|
Alexandre Dumas|48.8563|2.3949|2|
Avron|48.8517|2.3984|2|
Nation|48.8486|2.3986|1 2 6 9 A|
Porte de Clignancourt|48.8975|2.3447|4|
Simplon|48.8944|2.3474|4|
Marcadet – Poissonniers|48.8913|2.3497|4 12|Marcadet Poissonniers
Château Rouge|48.8871|2.3494|4|
Abbesses|48.8844|2.3386|12|
Lamarck – Caulaincourt|48.8897|2.3384|12|Lamarck Caulaincourt
Jules Joffrin|48.8925|2.3443|12|
Marx Dormoy|48.8906|2.3599|12|
Porte de la Chapelle|48.8980|2.3591|12|
Guy Môquet|48.8930|2.3277|13|
Porte de Saint-Ouen|48.8976|2.3293|13|
Riquet|48.8885|2.3739|7|
Crimée|48.8909|2.3770|7|
Corentin Cariou|48.8947|2.3823|7|
Porte de la Villette|48.8976|2.3858|7|
Bolivar|48.8808|2.3741|7bis|
Buttes Chaumont|48.8785|2.3816|7bis|
Botzaris|48.8795|2.3891|7bis|
Place des Fêtes|48.8768|2.3931|7bis 11|
Danube|48.8819|2.3932|7bis|
Pré Saint-Gervais|48.8801|2.3986|7bis|
Laumière|48.8851|2.3796|5|
Ourcq|48.8869|2.3867|5|
Porte de Pantin|48.8884|2.3919|5|
Pyrénées|48.8738|2.3850|11|
Jourdain|48.8752|2.3893|11|
Télégraphe|48.8755|2.3987|11|
Porte des Lilas|48.8767|2.4064|3bis 11|
Gambetta|48.8651|2.3984|3 3bis|
Pelleport|48.8685|2.4016|3bis|
Saint-Fargeau|48.8718|2.4045|3bis|
Porte de Bagnolet|48.8645|2.4086|3|
Buzenval|48.8517|2.4013|9|
Maraîchers|48.8526|2.4060|9|
Porte de Montreuil|48.8535|2.4106|9|
Porte de Vincennes|48.8473|2.4106|1|
Rosa Parks|48.8965|2.3735|E|
"""


def rows() -> list[tuple[str, float, float, list[str], list[str]]]:
    """Stations as (name, latitude, longitude, lines, aliases), in the order of the table."""
    found = []
    for line in TABLE.strip().splitlines():
        name, lat, lon, lines, more = line.split("|")
        aliases = [a for a in more.split(";") if a] + [f"métro {name}", f"station {name}"]
        found.append((name, float(lat), float(lon), lines.split(), aliases))
    return found
