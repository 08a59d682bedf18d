"""Words by which names are known that look like German: "Karl der Große", "Süddeutsche Zeitung". In small letters, ß as ss.

Language can be told by the pieces of words (`language.ngrams`), and of names too: those of people from Germany, of its media
and places are German by all signs, and yet they stay as they are.
"""

from __future__ import annotations

_LISTS = {
    "given": (
        "albert albrecht alexander andreas angela anke anna annalena annette antje armin axel barbara beate bernd "
        "bernhard birgit björn bruno carsten christian christiane christina christoph claudia clemens daniel detlef "
        "dieter dietmar dietrich dirk dorothea eberhard eckart elisabeth elke erich erik ernst eva felix ferdinand "
        "florian frank franz franziska frauke frederik friedrich fritz gabriele georg gerd gerhard gerrit günter günther "
        "gustav hannah hannes hans harald hartmut heike heiko heiner heinrich heinz helga helmut henning herbert hermann "
        "holger horst ingo ingrid jakob jan jana jens joachim jochen johann johanna johannes jonas jörg josef julia "
        "jürgen karin karl karsten katharina katja katrin kerstin kevin klaus konrad kristina kurt lars laura lena lisa "
        "lothar ludwig lukas magdalena manfred manuela marc marcus margarete maria marie marion markus martin martina "
        "matthias max maximilian michael monika moritz nicole niklas nina norbert olaf oliver otto patrick paul peter "
        "petra philipp rainer ralf reiner reinhard renate richard robert robin roland rolf rüdiger sabine sascha "
        "sebastian sepp siegfried sigmar silke simon sophie stefan steffen stephan susanne sven svenja theodor thomas "
        "thorsten tilman tim tobias torsten udo ulf ulrich ulrike ursula ute uwe verena vincent volker walter werner "
        "wilhelm winfried wolf wolfgang"
    ),
    # surnames that stand for a method, towns that have no English name, media, words that English has borrowed
    "names": (
        "boltzmann brüder bundestag bundeswehr deutschlandfunk doppelgänger düsseldorf gauss göttingen gödel handelsblatt "
        "heise heisenberg hochreiter lipschitz lübeck saarbrücken schmidhuber schölkopf schrödinger tübingen wasserstein "
        "wirtschaftswoche würzburg zeitgeist zürich übermensch"
    ),
    # of organisations and media; alone they are words like any other
    "organisations": (
        "akademie allgemeine amt bahn bank bund bundesamt bundesverband deutsches dr eth funk gesellschaft gmbh haus "
        "hochschule institut ministerium museum nachrichtenagentur norddeutscher oper post prof rat rundfunk sender "
        "spektrum spiegel standard stern sterntaler stiftung telekom theater tu uni universität verband verein verlag "
        "welt westdeutscher zeit zeitung zentrum zoo"
    ),
}  # fmt: skip
GIVEN = frozenset(_LISTS["given"].split())
NAMES = GIVEN | frozenset(_LISTS["names"].split())
ORGANISATIONS = frozenset(_LISTS["organisations"].split())
