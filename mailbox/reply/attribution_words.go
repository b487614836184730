package reply

// The words below are as plain leaves them: lower case, no accents but those
// that are letters of their own.

// frenchVerbs end a French introduction.
var frenchVerbs = newPhrases("a ecrit", "a ecrit le message suivant", "avez ecrit", "ecrivait", "ecrivit", "as ecrit")

// otherVerbs end one in other languages.
var otherVerbs = newPhrases(
	"wrote", "writes", "wrote the following", "said", // English
	"schrieb", "schrieb folgendes", "geschrieben", "schreibt", // German
	"escribio", "ha escrito", "escribia", // Spanish
	"ha scritto", "scrive", "ha scritto il messaggio", // Italian
	"escreveu", "escreveu o seguinte", // Portuguese
	"schreef", "schreef het volgende", "geschreven", // Dutch
	"skrev", "skrev foljande", "skreiv", "skrifadi", // Swedish, Danish, Norwegian
	"kirjoitti",                                             // Finnish
	"napisał", "napisała", "napisał(a)", "pisze", "napisal", // Polish, Czech
	"napsal", "napsal(a)", "napisao", "napisala",
	"irta", "a scris", "va escriure", "ha escrit", // Hungarian, Romanian, Catalan
	"написал", "написала", "написал(а)", "пишет", "писал", "писал(а)", "написав", // Russian, Ukrainian
	"έγραψε", "έγραψαν", "yazdı", "yazdi", // Greek, Turkish
	"写道", "寫道", "のメール", "さんは書きました", "님이 작성", // Chinese, Japanese, Korean
)

// middleVerbs stand between the date and the name, or the name and the date.
var middleVerbs = newPhrases(
	" schrieb ", " schreef ", " skrev ", " a ecrit le ", " ha scritto il ", " escribio el ", " wrote on ", " kirjoitti ",
	" napisał ", " написал ", " escreveu em ", " a ecrit a ", " irta (",
)

// runOn end an introduction within a line.
var runOn = newPhrases("> a ecrit :", "> a ecrit:", "> wrote:")

// sourcePhrases begin an introduction that has no verb.
var sourcePhrases = newPhrases(
	"selon ", "quoting ", "zitat von ", "citando ", "citat ", "citeren ", "a message from ", "wiadomosc napisana przez ", "missatge de ", "mensaje de ",
)

// proseWords are in sentences, and hardly in a name or a date.
var proseWords = newPhrases(
	" nous ", " j'ai ", " je ", " votre ", " notre ", " vos ", " nos ", " que ", " qu'", " qui ", " lequel ", " laquelle ",
	" dont ", " dans ", " m'a ", " m'avez ", " lui ", " selon ", " afin ",
)
