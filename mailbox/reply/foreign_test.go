package reply_test

import (
	"strings"
	"testing"

	"vigie/mailbox/reply"
)

// What programs of other languages write above a quotation. Each is tried with
// quotation marks below it and, where the program puts none, without.
var introductions = []struct {
	program, text string
	unmarked      bool
}{
	{"Gmail, English", "On Tue, Mar 3, 2026 at 10:12 AM Ann Lee <ann@example.org> wrote:", true},
	{"Gmail, English, wrapped", "On Tue, Mar 3, 2026 at 10:12 AM Ann Lee via Some Forum With A Name <\nforum+0123456789@example.org> wrote:", true},
	{"Apple Mail", "On 3 Mar 2026, at 10:12, Ann Lee <ann@example.org> wrote:", true},
	{"Thunderbird", "On 03/03/2026 10:12, Ann Lee wrote:", true},
	{"Outlook for Mac", "On 3/3/26, 10:12 AM, \"Ann Lee\" <ann@example.org> wrote:", true},
	{"Zoho", "---- On Tue, 03 Mar 2026 10:12:33 +0100 Ann Lee <ann@example.org> wrote ----", true},
	{"Usenet", "In article <abc@example.org>, ann@example.org (Ann Lee) writes:", false},
	{"Gmail, French", "Le mar. 3 mars 2026 à 10:12, Anne Lee <anne@example.org> a écrit :", true},
	{"Gmail, French, Canada", "Le mar. 3 mars 2026, à 10 h 12, Anne Lee <anne@example.org> a écrit :", true},
	{"Yahoo, French, old", "En date de : Mar 3.3.26, Anne Lee <anne@example.org> a écrit :", true},
	{"Thunderbird, French, short", "Anne Lee a écrit :", false},
	{"Gmail, German", "Am Di., 3. März 2026 um 10:12 Uhr schrieb Anna Lee <anna@example.org>:", true},
	{"Gmail, German, new", "Anna Lee <anna@example.org> schrieb am Di., 3. März 2026, 10:12:", true},
	{"Thunderbird, German", "Am 03.03.2026 um 10:12 schrieb Anna Lee:", true},
	{"Apple Mail, German", "Am 03.03.2026 um 10:12 schrieb Anna Lee <anna@example.org>:", true},
	{"Gmail, Spanish", "El mar, 3 mar 2026 a las 10:12, Ana Lee (<ana@example.org>) escribió:", true},
	{"Apple Mail, Spanish", "El 3 mar 2026, a las 10:12, Ana Lee <ana@example.org> escribió:", true},
	{"Gmail, Italian", "Il giorno mar 3 mar 2026 alle ore 10:12 Anna Lee <anna@example.org> ha scritto:", true},
	{"Thunderbird, Italian", "Il 03/03/2026 10:12, Anna Lee ha scritto:", true},
	{"Gmail, Portuguese", "Em ter., 3 de mar. de 2026 às 10:12, Ana Lee <ana@example.org> escreveu:", true},
	{"Gmail, Dutch", "Op di 3 mrt 2026 om 10:12 schreef Anna Lee <anna@example.org>:", true},
	{"Apple Mail, Dutch", "Op 3 mrt. 2026, om 10:12 heeft Anna Lee <anna@example.org> het volgende geschreven:", true},
	{"Gmail, Swedish", "Den tis 3 mars 2026 kl 10:12 skrev Anna Lee <anna@example.org>:", true},
	{"Apple Mail, Swedish", "3 mars 2026 kl. 10:12 skrev Anna Lee <anna@example.org>:", true},
	{"Gmail, Danish", "Den tirs. 3. mar. 2026 kl. 10.12 skrev Anna Lee <anna@example.org>:", true},
	{"Gmail, Norwegian", "tir. 3. mars 2026 kl. 10:12 skrev Anna Lee <anna@example.org>:", true},
	{"Gmail, Finnish", "ti 3. maalisk. 2026 klo 10.12 Anna Lee (anna@example.org) kirjoitti:", true},
	{"Gmail, Polish", "wt., 3 mar 2026 o 10:12 Anna Lee <anna@example.org> napisał(a):", true},
	{"Thunderbird, Polish", "W dniu 03.03.2026 o 10:12, Anna Lee pisze:", true},
	{"Apple Mail, Polish", "Wiadomość napisana przez Anna Lee <anna@example.org> w dniu 3 mar 2026, o godz. 10:12:", true},
	{"Gmail, Czech", "út 3. 3. 2026 v 10:12 odesílatel Anna Lee <anna@example.org> napsal:", true},
	{"Gmail, Hungarian", "Anna Lee <anna@example.org> ezt írta (időpont: 2026. márc. 3., K, 10:12):", true},
	{"Gmail, Russian", "вт, 3 мар. 2026 г. в 10:12, Anna Lee <anna@example.org>:", true},
	{"Yandex", "03.03.2026, 10:12, \"Anna Lee\" <anna@example.org>:", true},
	{"Mail.ru", "Вторник, 3 марта 2026, 10:12 +03:00 от Anna Lee <anna@example.org>:", true},
	{"Thunderbird, Russian", "03.03.2026 10:12, Anna Lee пишет:", true},
	{"Gmail, Turkish", "Anna Lee <anna@example.org>, 3 Mar 2026 Sal, 10:12 tarihinde şunu yazdı:", true},
	{"Gmail, Chinese", "Anna Lee <anna@example.org> 于2026年3月3日周二 10:12写道：", true},
	{"Apple Mail, Chinese", "在 2026年3月3日，10:12，Anna Lee <anna@example.org> 写道：", true},
	{"Gmail, Japanese", "2026年3月3日(火) 10:12 Anna Lee <anna@example.org>:", true},
	{"Gmail, Korean", "2026년 3월 3일 (화) 오전 10:12, Anna Lee <anna@example.org>님이 작성:", true},
	{"Gmail, Greek", "Στις Τρί 3 Μαρ 2026 στις 10:12 π.μ., ο χρήστης Anna Lee <anna@example.org> έγραψε:", true},
	{"Gmail, Romanian", "mar., 3 mar. 2026 la 10:12, Anna Lee <anna@example.org> a scris:", true},
	{"Gmail, Catalan", "Missatge de Anna Lee <anna@example.org> del dia dt., 3 de març 2026 a les 10:12:", true},
	{"Gmail, old", "2026/3/3 Ann Lee <ann@example.org>", false},
	{"Outlook, German", "Von: Anna Lee <anna@example.org>\nGesendet: Dienstag, 3. März 2026 10:12\nAn: Bea\nBetreff: AW: Frage", true},
	{"Outlook, Spanish", "De: Ana Lee <ana@example.org>\nEnviado el: martes, 3 de marzo de 2026 10:12\nPara: Bea\nAsunto: RE: Pregunta", true},
	{"Outlook, Italian", "Da: Anna Lee <anna@example.org>\nInviato: martedì 3 marzo 2026 10:12\nA: Bea\nOggetto: R: Domanda", true},
	{"Outlook, Portuguese", "De: Ana Lee <ana@example.org>\nEnviada em: terça-feira, 3 de março de 2026 10:12\nPara: Bea\nAssunto: RES: Pergunta", true},
	{"Outlook, Dutch", "Van: Anna Lee <anna@example.org>\nVerzonden: dinsdag 3 maart 2026 10:12\nAan: Bea\nOnderwerp: RE: Vraag", true},
	{"Outlook, Swedish", "Från: Anna Lee <anna@example.org>\nSkickat: den 3 mars 2026 10:12\nTill: Bea\nÄmne: SV: Fråga", true},
	{"Outlook, Norwegian", "Fra: Anna Lee <anna@example.org>\nSendt: tirsdag 3. mars 2026 10:12\nTil: Bea\nEmne: SV: Spørsmål", true},
	{"Outlook, Finnish", "Lähettäjä: Anna Lee <anna@example.org>\nLähetetty: tiistai 3. maaliskuuta 2026 10:12\nVastaanottaja: Bea\nAihe: VS: Kysymys", true},
	{"Outlook, Polish", "Od: Anna Lee <anna@example.org>\nWysłano: wtorek, 3 marca 2026 10:12\nDo: Bea\nTemat: ODP: Pytanie", true},
	{"Outlook, Russian", "От: Anna Lee <anna@example.org>\nОтправлено: 3 марта 2026 г. 10:12\nКому: Bea\nТема: Re: Вопрос", true},
	{"Outlook, Chinese", "发件人: Anna Lee <anna@example.org>\n发送时间: 2026年3月3日 10:12\n收件人: Bea\n主题: 回复", true},
	{"Outlook, blank lines between", "*From:* Ann Lee [mailto:ann@example.org]\n\n*Sent:* Tuesday, March 3, 2026 10:12 AM\n\n*To:* Bea\n\n*Subject:* RE: Question", true},
	{"Outlook, long list", "From: Ann Lee <ann@example.org>\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: Bea Fox <bea@example.org>;\n Cid Fox <cid@example.org>;\n Dan Fox <dan@example.org>\nSubject: RE: Question", true},
	{"marker, German", "-----Ursprüngliche Nachricht-----\nVon: Anna", true},
	{"marker, Dutch", "----- Oorspronkelijk bericht -----", true},
	{"marker, Russian", "-------- Исходное сообщение --------", true},
}

func TestIntroductions(t *testing.T) {
	const own = "This is the answer, and it has enough words."
	for _, intro := range introductions {
		t.Run(intro.program, func(t *testing.T) {
			marked := own + "\n\n" + intro.text + "\n\n> Quoted words.\n> More of them.\n"
			if got := reply.Said(marked); got != own {
				t.Errorf("with quotation marks %q is said", got)
			}
			unmarked := own + "\n\n" + intro.text + "\n\nQuoted words.\nMore of them.\n"
			if got := reply.Said(unmarked); intro.unmarked && got != own {
				t.Errorf("without quotation marks %q is said", got)
			}
			// Directly below the text, as some programs have it.
			if got := reply.Said(own + "\n" + intro.text + "\n> Quoted words.\n"); got != own {
				t.Errorf("without a blank line %q is said", got)
			}
			if strings.Contains(intro.text, "\n") || !intro.unmarked || strings.HasPrefix(intro.text, "-----") {
				return
			}
			bottom := intro.text + "\n> Quoted words.\n\n" + own + "\n"
			if got := reply.Said(bottom); got != own {
				t.Errorf("below the quotation %q is said", got)
			}
		})
	}
}
