package reply

// roleNames are the names of header lines, as plain leaves them.
var roleNames = func() map[string]role {
	names := make(map[string]role)
	for r, list := range map[role][]string{
		from: {
			"from", "de", "expediteur", "de la part de", "von", "absender", "van", "fran", "fra", "da", "mittente", "remitente",
			"od", "lahettaja", "kimden", "felado", "от", "от кого", "απο", "από", "发件人", "寄件者", "寄件人", "差出人", "보낸 사람",
		},
		date: {
			"date", "sent", "envoye", "envoye le", "date d'envoi", "le", "message du", "recu le", "gesendet", "gesendet am", "datum", "verzonden",
			"enviado", "enviado el", "enviado em", "fecha", "data", "inviato", "skickat", "sendt", "dato", "lahetetty", "paivamaara",
			"wysłano", "data wysłania", "odeslano", "gonderilen", "tarih", "elkuldve", "дата", "отправлено", "отправлен",
			"发送时间", "日期", "时间", "傳送日期", "日付", "送信日時", "보낸 날짜", "date and time",
		},
		to: {
			"to", "a", "pour", "destinataire", "destinataires", "an", "aan", "till", "til", "para", "per", "do", "dla", "komu", "vastaanottaja",
			"kime", "cimzett", "кому", "προς", "收件人", "收件者", "宛先", "받는 사람",
		},
		copied: {
			"cc", "copie", "copie a", "copies", "cci", "bcc", "kopie", "kopia", "kopi", "dw", "udw", "копия", "抄送", "副本", "κοιν",
		},
		subject: {
			"subject", "objet", "sujet", "betreff", "onderwerp", "amne", "emne", "asunto", "assunto", "oggetto", "temat", "predmet",
			"aihe", "konu", "targy", "тема", "θεμα", "θέμα", "主题", "主旨", "件名", "제목",
		},
		other: {
			"reply-to", "repondre a", "antwort an", "responder a", "importance", "priorite", "priority", "wichtigkeit", "pieces jointes",
			"piece jointe", "attachments", "attachment", "anlagen", "organisation", "organization", "message-id", "references",
			"in-reply-to", "categories", "envoye par", "sent by", "signe par", "mailed-by", "signed-by",
		},
	} {
		for _, name := range list {
			names[name] = r
		}
	}
	return names
}()
