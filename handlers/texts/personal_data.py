"""Words by which names are told from roles, and addresses from other numbers."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HONORIFICS = _words("frau herr herrn dr prof")
NAME_PARTICLES = _words("von van der den de zu vom zum zur el al")

FIRST_NAMES = _words(
    """
    achim adam adrian agnes ahmed ahmet albert alex alexander alexandra alfred ali alina amelie amina amir ana
    anastasia andrea andreas andrej angela angelika anita anja anke ann anna anne annegret anneliese annemarie
    annette annika antje anton armin arne arno artur astrid axel aylin ayse ayşe barbara bastian beate ben benjamin
    bernd bernhard bettina bianca birgit björn bodo boris brigitte britta bruno burkhard can carina carl carla
    carmen carola carolin carsten cem charlotte christa christel christian christiane christina christine christoph
    christopher clara claudia claus clemens constanze cornelia dagmar daniel daniela david denis dennis detlef diana
    dieter dietmar dirk dominik doris dorothea dorothee eberhard edeltraud edith eduard elena eleni elias elif
    elisabeth elke ella ellen elsbeth else emil emily emine emma emre enrico erhard eric erich erik erika erwin esra
    esther eugen eva evelyn fabian fatima fatma felix ferdinand finn florian franz franziska frieda friedhelm
    friedrich fritz gabi gabriel gabriele georg gerald gerd gerda gerhard gertrud gesa gisela gottfried greta gudrun
    guido gunnar günter günther hakan hanna hannah hannelore hannes hans harald hartmut hasan hatice heidemarie
    heidi heike heiko heiner heinrich heinz helen helena helene helga helmut hendrik henning henrik henry herbert
    hermann hilal hilde hildegard holger hubert hüseyin ibrahim ilona ilse imke ines inga inge ingeborg ingo ingrid
    irene irina iris irmgard isabel isabell isabella ivan jakob jan jana janina janine jannik jasmin jens jessica
    joachim jochen johann johanna johannes jonas jonathan josef josefine joseph judith julia julian juliane jutta
    jörg jörn jürgen kai karen karin karina karl karla karoline karsten katarina katharina kathrin katja katrin kay
    kerstin kevin kirsten klara klaus konrad konstantin kristin kristina kurt lara lars laura lea lena leo leon
    leonie leyla lieselotte lina linda lisa lothar louis louisa luca luis luisa luise lukas lutz lydia magda
    magdalena maike maja malte mandy manfred manuel manuela marc marcel marco marcus mareike margarete margit margot
    margret maria marianne marie marina mario marion marius markus marlene marlies marta martha martin martina
    mathias mathilde matthias max maximilian mehmet meike melanie merle meryem mia michael michaela michel miriam
    mirjam mohamed mohammed monika moritz murat mustafa nadine nadja nele nick nico nicola nicole niklas nils nina
    noah nora norbert nuray olaf ole oleg olga oliver olivia omar oskar osman oswald ottmar otto patricia patrick
    patrizia paul paula pauline peter petra philip philipp pia rainer ralf ralph ramona raphael rebecca regina
    reiner reinhard reinhold renate ricarda richard rita robert robin roland rolf roman ronald ronny rosa rosemarie
    roswitha rudi rudolf ruth rüdiger sabine sabrina samira samuel sandra sara sarah sascha sebastian selin selina
    selma sergej sibylle siegfried sigrid silke silvia simon simone sina sofia sofie sonja sophia sophie stefan
    stefanie steffen steffi stephan stephanie sven svenja svetlana sybille sylvia tamara tanja tatjana theo theodor
    theresa therese thilo thomas thorsten till tilman tim timo tina tobias tom torben torsten traute trude udo ulf
    uli ulla ulrich ulrike ursula ute uwe valentin valentina vanessa vera verena veronika victoria viktor viktoria
    vincent volker walter waltraud werner wiebke wilfried wilhelm willi willy winfried wolfgang xenia yannick
    yasemin yasmin yusuf yvonne zeynep zoe
    """
)

# What is called after somebody, or somebody's task, but is nobody.
NO_SURNAMES = _words(
    """
    allee apotheke bad brücke café denkmal gasse gemeinde gymnasium halle haus heim hof kindergarten kirche klinik
    krankenhaus kreis markt park pfarrei platz ring saal schule siedlung stadion stift stiftung strasse straße treff
    turm verein viertel weg zentrum
    """
)
NO_SURNAME_ENDINGS = tuple(
    _words(
        """
        allee gasse halle haus heim kirche park platz schule stift strasse straße verein
        """
    )
)

# Beginnings of words for tasks and bodies: with one of them, two capitalised words are a role.
ROLE_STEMS = tuple(
    _words(
        """
        abteilung amt ansprech assisten awo beauftrag behindertenbeirat beirat beirät bezirk bund bürger büro caritas
        chef dekan dezern diakon dienst dorf drk ehrenamt fach feuerwehr frauen gemeinde geschäft gleichstell gremi
        gruppe hausarzt hausmeister hausärzt integration jugend kirch kita kommun koordin kreis kunst küster lebenshilfe
        lehr leit lokal manag markt mieter mitbewerb nachbar netzwerk orts pastor pfarr pflege polizei presse projekt
        präsid quartier rat redaktion referat referent sachbearbeit schlüssel schul sekretariat senior sozial sport
        sprech stadt stell stift städt tafel team treff träger verband verein vermiet verwalt volkshochschul vorsitz
        vorstand wohn zeitung zentr
        """
    )
)
ROLE_ENDINGS = tuple(
    _words(
        """
        amt amts arzt beauftragte beauftragter beirat büro dienst gemeinde gruppe haus heit hilfe keit kirche kraft
        kreuz leiter leiterin leitung meister meisterin person rat redaktion referat rätin schaft schule stelle tion
        tisch treff ung verband verein verwaltung wehr zeitung zentrum ärztin
        """
    )
)
# They begin the name of a body ("Rotes Kreuz"), and no first name is spelt like them.
ADJECTIVES = _words(
    """
    alte alter altes arbeiterwohlfahrt deutsche deutscher deutsches evangelische evangelischer evangelisches freie
    freier freiwillige gemeinsame gemeinsamer grüne grüner junge junger katholische katholischer katholisches kleine
    kleiner neue neuer neues nächste nächster nächstes offene offener offenes rote roter rotes runde runder rundes
    """
)

STREET_ENDINGS = tuple(
    _words(
        """
        allee chaussee damm gasse graben markt pfad platz promenade ring steig stieg str strasse straße ufer wall weg
        """
    )
)
# Where somebody lives is told by these alone, unless they name a kind of street.
STREETS = _words("strasse straße gasse allee chaussee")
KINDS_OF_STREETS = _words(
    """
    anlieger bundes durchfahrts durchgangs einbahn einkaufs fußgänger fussgänger geschäfts kreis land neben orts park
    quer sack seiten spiel wohn zufahrts
    """
)
WAYS = _words("weg ring damm ufer steig stieg")
KINDS_OF_WAYS = _words(
    """
    Arbeits Aus Bürger Dienst Fahr Feld Flucht Fuß Geh Heim Hin Kauf Kirch Kreuz Lehr Lieferanten Mittel Rad Reit
    Rettungs Rund Rück Schul Spazier Um Wald Wander Lösungs Zu
    """
)
WAYS_ALONE = _words("Straße Strasse Gasse Allee Weg Platz Ring Damm Ufer Chaussee")
PHONE_WORDS = ("tel", "telefon", "telefonnummer", "handy", "handynummer", "mobil", "durchwahl", "fon")

HINT_TITLE = "Das sieht nach persönlichen Daten aus."
HINT = (
    "Eine Rolle genügt meist: „Leitung Sozialamt“ statt Name, Nummer oder Adresse. So bleibt es auch richtig, wenn "
    "jemand anderes übernimmt."
)
