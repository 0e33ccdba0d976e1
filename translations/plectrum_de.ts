<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open Universe…</source>
        <translation>Universum ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;New Universe…</source>
        <translation>&amp;Neues Universum…</translation>
    </message>
    <message>
        <source>Open &amp;Demo Universe</source>
        <translation>&amp;Demo-Universum öffnen</translation>
    </message>
    <message>
        <source>&amp;Connect to Open Cloud…</source>
        <translation>Mit Open &amp;Cloud verbinden…</translation>
    </message>
    <message>
        <source>&amp;Unlock for Writing…</source>
        <translation>Zum Schreiben f&amp;reischalten…</translation>
    </message>
    <message>
        <source>&amp;Go to Key…</source>
        <translation>Zu Schlüssel &amp;gehen…</translation>
    </message>
    <message>
        <source>&amp;Reload Stores</source>
        <translation>Stores neu l&amp;aden</translation>
    </message>
    <message>
        <source>&amp;Simulation</source>
        <translation>S&amp;imulation</translation>
    </message>
    <message>
        <source>&amp;New Transaction</source>
        <translation>Neue &amp;Transaktion</translation>
    </message>
    <message>
        <source>&amp;Unfinished Transactions</source>
        <translation>&amp;Unfertige Transaktionen</translation>
    </message>
    <message>
        <source>&amp;Close Record</source>
        <translation>Datensatz &amp;schließen</translation>
    </message>
    <message>
        <source>Close &amp;All Tabs</source>
        <translation>A&amp;lle Tabs schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Key Browser</source>
        <translation>&amp;Schlüsselbrowser</translation>
    </message>
    <message>
        <source>&amp;Tasks</source>
        <translation>&amp;Aufgaben</translation>
    </message>
    <message>
        <source>&amp;Journal</source>
        <translation>&amp;Journal</translation>
    </message>
    <message>
        <source>Lo&amp;g</source>
        <translation>Pro&amp;tokoll</translation>
    </message>
    <message>
        <source>Go to Key &amp;List</source>
        <translation>Zur Schlüssel&amp;liste</translation>
    </message>
    <message>
        <source>Go to &amp;Record</source>
        <translation>Zum &amp;Datensatz</translation>
    </message>
    <message>
        <source>&amp;Next Record</source>
        <translation>&amp;Nächster Datensatz</translation>
    </message>
    <message>
        <source>&amp;Previous Record</source>
        <translation>&amp;Voriger Datensatz</translation>
    </message>
    <message>
        <source>Keep Record &amp;Open</source>
        <translation>Datensatz offen &amp;halten</translation>
    </message>
    <message>
        <source>As the &amp;System</source>
        <translation>Wie das S&amp;ystem</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>He&amp;ll</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>D&amp;unkel</translation>
    </message>
    <message>
        <source>Next &amp;Pane</source>
        <translation>Nächster &amp;Bereich</translation>
    </message>
    <message>
        <source>Pre&amp;vious Pane</source>
        <translation>V&amp;origer Bereich</translation>
    </message>
    <message>
        <source>&amp;Command Palette…</source>
        <translation>&amp;Befehlspalette…</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Plectrum</source>
        <translation>Über &amp;Plectrum</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern…</translation>
    </message>
    <message>
        <source>Re&amp;load</source>
        <translation>Neu &amp;laden</translation>
    </message>
    <message>
        <source>&amp;Discard Changes</source>
        <translation>Änderungen &amp;verwerfen</translation>
    </message>
    <message>
        <source>&amp;Save When the Lock Is Free…</source>
        <translation>Speichern, sobald die Sperre &amp;frei ist…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen…</translation>
    </message>
    <message>
        <source>Find &amp;Next</source>
        <translation>&amp;Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Find Pre&amp;vious</source>
        <translation>&amp;Vorige Fundstelle</translation>
    </message>
    <message>
        <source>&amp;Edit Value</source>
        <translation>Wert &amp;bearbeiten</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Add Behind</source>
        <translation>&amp;Danach einfügen</translation>
    </message>
    <message>
        <source>Add &amp;Inside</source>
        <translation>Dar&amp;in einfügen</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>Du&amp;plizieren</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Move U&amp;p</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move Do&amp;wn</source>
        <translation>Nach u&amp;nten</translation>
    </message>
    <message>
        <source>&amp;Copy as JSON</source>
        <translation>Als &amp;JSON kopieren</translation>
    </message>
    <message>
        <source>Copy Pat&amp;h</source>
        <translation>&amp;Pfad kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste over Value</source>
        <translation>Über den Wert &amp;einfügen</translation>
    </message>
    <message>
        <source>Paste In&amp;side</source>
        <translation>Dar&amp;in einfügen</translation>
    </message>
    <message>
        <source>String</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Boolean</source>
        <translation>Boolean</translation>
    </message>
    <message>
        <source>Null</source>
        <translation>Null</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Array</source>
        <translation>Array</translation>
    </message>
    <message>
        <source>E&amp;xpand All</source>
        <translation>&amp;Alles aufklappen</translation>
    </message>
    <message>
        <source>Co&amp;llapse All</source>
        <translation>Alles &amp;zuklappen</translation>
    </message>
    <message>
        <source>Show &amp;Text</source>
        <translation>Te&amp;xt zeigen</translation>
    </message>
    <message>
        <source>&amp;Read the Lock Again</source>
        <translation>Spe&amp;rre neu lesen</translation>
    </message>
    <message>
        <source>&amp;Wait Until the Lock Is Free</source>
        <translation>Auf die freie Sperre &amp;warten</translation>
    </message>
    <message>
        <source>S&amp;top Waiting for the Lock</source>
        <translation>Warten auf die Sperre abbre&amp;chen</translation>
    </message>
    <message>
        <source>&amp;Break the Lock…</source>
        <translation>Sperre brec&amp;hen…</translation>
    </message>
    <message>
        <source>Restore This Version…</source>
        <translation>Diese Version wiederherstellen…</translation>
    </message>
    <message>
        <source>Read the History Again</source>
        <translation>Verlauf neu lesen</translation>
    </message>
    <message>
        <source>Read the list of versions again</source>
        <translation>Liste der Versionen neu lesen</translation>
    </message>
    <message>
        <source>Zoom In on the History</source>
        <translation>Verlauf vergrößern</translation>
    </message>
    <message>
        <source>Zoom in (Ctrl++, + on the timeline, or the wheel)</source>
        <translation>Vergrößern (Strg++, + auf der Zeitleiste oder Mausrad)</translation>
    </message>
    <message>
        <source>Zoom Out of the History</source>
        <translation>Verlauf verkleinern</translation>
    </message>
    <message>
        <source>Zoom out (Ctrl+−, − on the timeline, or the wheel)</source>
        <translation>Verkleinern (Strg+−, − auf der Zeitleiste oder Mausrad)</translation>
    </message>
    <message>
        <source>Show the Whole History</source>
        <translation>Ganzen Verlauf zeigen</translation>
    </message>
    <message>
        <source>Show the whole history (Ctrl+0, or 0 on the timeline)</source>
        <translation>Ganzen Verlauf zeigen (Strg+0 oder 0 auf der Zeitleiste)</translation>
    </message>
    <message>
        <source>Close the Comparison</source>
        <translation>Vergleich schließen</translation>
    </message>
    <message>
        <source>Close the comparison (Escape on the timeline)</source>
        <translation>Vergleich schließen (Esc auf der Zeitleiste)</translation>
    </message>
    <message>
        <source>Filter Loaded Keys</source>
        <translation>Geladene Schlüssel filtern</translation>
    </message>
    <message>
        <source>Keys That Start With</source>
        <translation>Schlüssel mit Anfang</translation>
    </message>
    <message>
        <source>Reload Keys</source>
        <translation>Schlüssel neu laden</translation>
    </message>
    <message>
        <source>Copy Key</source>
        <translation>Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Add to Transaction</source>
        <translation>Zur Transaktion hinzufügen</translation>
    </message>
    <message>
        <source>Array Elements…</source>
        <translation>Array-Elemente…</translation>
    </message>
    <message>
        <source>Load All</source>
        <translation>Alle laden</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Move To…</source>
        <translation>Verschieben nach…</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message>
        <source>Open Record</source>
        <translation>Datensatz öffnen</translation>
    </message>
    <message>
        <source>Only This Record</source>
        <translation>Nur dieser Datensatz</translation>
    </message>
    <message>
        <source>Search the Journal</source>
        <translation>Journal durchsuchen</translation>
    </message>
    <message>
        <source>Show All Writes</source>
        <translation>Alle Schreibvorgänge zeigen</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Mitlaufen</translation>
    </message>
    <message>
        <source>Keep the newest line in sight (Ctrl+E)</source>
        <translation>Neueste Zeile im Blick behalten (Strg+E)</translation>
    </message>
    <message>
        <source>Copy Lines</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Clear the Log</source>
        <translation>Protokoll leeren</translation>
    </message>
    <message>
        <source>Filter the Log</source>
        <translation>Protokoll filtern</translation>
    </message>
    <message>
        <source>Pause Task</source>
        <translation>Aufgabe anhalten</translation>
    </message>
    <message>
        <source>Cancel Task</source>
        <translation>Aufgabe abbrechen</translation>
    </message>
    <message>
        <source>Clear Failed</source>
        <translation>Fehlgeschlagene entfernen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Language of the &amp;System</source>
        <translation>Sprache des S&amp;ystems</translation>
    </message>
    <message>
        <source>&amp;English</source>
        <translation>&amp;English</translation>
    </message>
    <message>
        <source>&amp;Deutsch</source>
        <translation>&amp;Deutsch</translation>
    </message>
    <message>
        <source>&amp;Console</source>
        <translation>&amp;Konsole</translation>
    </message>
    <message>
        <source>Open Console for This Store</source>
        <translation>Konsole für diesen Store öffnen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Clear the Console</source>
        <translation>Konsole leeren</translation>
    </message>
</context>
<context>
    <name>Arguments</name>
    <message>
        <source>Inspector and editor for the stores of the Lyra player-data library.</source>
        <translation>Inspektor und Editor für die Stores der Spielerdaten-Bibliothek Lyra.</translation>
    </message>
    <message>
        <source>A universe&apos;s file, NAME.plectrum; without it the demo universe is opened, and made the first time.</source>
        <translation>Datei eines Universums, NAME.plectrum; ohne sie wird das Demo-Universum geöffnet und beim ersten Mal angelegt.</translation>
    </message>
    <message>
        <source>Show this record at once.</source>
        <translation>Diesen Datensatz sofort zeigen.</translation>
    </message>
    <message>
        <source>Do not start the game server of the demo universe.</source>
        <translation>Den Spielserver des Demo-Universums nicht starten.</translation>
    </message>
    <message>
        <source>light or dark, whatever the settings say.</source>
        <translation>light (hell) oder dark (dunkel), unabhängig von den Einstellungen.</translation>
    </message>
    <message>
        <source>Size of the window, such as 1280x800.</source>
        <translation>Größe des Fensters, zum Beispiel 1280x800.</translation>
    </message>
    <message>
        <source>Put pictures of the window into this folder, once it shows all.</source>
        <translation>Bilder des Fensters in diesem Ordner ablegen, sobald es alles zeigt.</translation>
    </message>
    <message>
        <source>End when the pictures are made.</source>
        <translation>Beenden, wenn die Bilder gemacht sind.</translation>
    </message>
    <message>
        <source>One universe at a time, please.</source>
        <translation>Bitte nur ein Universum auf einmal.</translation>
    </message>
    <message>
        <source>--appearance is light or dark.</source>
        <translation>--appearance ist light oder dark.</translation>
    </message>
    <message>
        <source>--size is WIDTHxHEIGHT, such as 1280x800.</source>
        <translation>--size ist BREITExHÖHE, zum Beispiel 1280x800.</translation>
    </message>
</context>
<context>
    <name>AxisText</name>
    <message>
        <source>ddd d</source>
        <comment>a date format</comment>
        <translation>ddd d.</translation>
    </message>
    <message>
        <source>dddd d MMMM yyyy</source>
        <comment>a date format</comment>
        <translation>dddd, d. MMMM yyyy</translation>
    </message>
    <message>
        <source>ddd d MMM</source>
        <comment>a date format</comment>
        <translation>ddd d. MMM</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>Give it a name to find it by.</source>
        <translation>Bitte einen Namen geben, unter dem sie zu finden ist.</translation>
    </message>
    <message>
        <source>The universe id is missing. The Creator Dashboard shows it with the experience.</source>
        <translation>Die Universums-ID fehlt. Das Creator Dashboard zeigt sie bei der Experience.</translation>
    </message>
    <message>
        <source>A universe id is a whole number above 0.</source>
        <translation>Eine Universums-ID ist eine ganze Zahl über 0.</translation>
    </message>
    <message>
        <source>A place id is a whole number above 0, or nothing.</source>
        <translation>Eine Place-ID ist eine ganze Zahl über 0 oder leer.</translation>
    </message>
    <message>
        <source>This is not an address such as https://apis.roblox.com.</source>
        <translation>Das ist keine Adresse wie https://apis.roblox.com.</translation>
    </message>
    <message>
        <source>Only scheme, host, port and path, without a “/” at the end.</source>
        <translation>Nur Schema, Host, Port und Pfad, ohne „/“ am Ende.</translation>
    </message>
    <message>
        <source>Only https:// keeps the key safe. http:// is for this machine (127.0.0.1) only.</source>
        <translation>Nur mit https:// bleibt der Schlüssel geheim. http:// gilt nur für diesen Rechner (127.0.0.1).</translation>
    </message>
    <message>
        <source>its name</source>
        <translation>den Namen</translation>
    </message>
    <message>
        <source>the list of stores</source>
        <translation>die Liste der Stores</translation>
    </message>
    <message>
        <source>saving in a store that is not there yet</source>
        <translation>Speichern in einem Store, den es noch nicht gibt</translation>
    </message>
    <message>
        <source>the list of keys</source>
        <translation>die Liste der Schlüssel</translation>
    </message>
    <message>
        <source>reading records</source>
        <translation>Lesen von Datensätzen</translation>
    </message>
    <message>
        <source>saving new records</source>
        <translation>Speichern neuer Datensätze</translation>
    </message>
    <message>
        <source>saving records</source>
        <translation>Speichern von Datensätzen</translation>
    </message>
    <message>
        <source>ending transactions and large records</source>
        <translation>Beenden von Transaktionen und große Datensätze</translation>
    </message>
    <message>
        <source>the history of a key</source>
        <translation>den Verlauf eines Schlüssels</translation>
    </message>
    <message>
        <source>old versions</source>
        <translation>alte Versionen</translation>
    </message>
    <message>
        <source>seeing and taking locks</source>
        <translation>Sehen und Nehmen von Sperren</translation>
    </message>
    <message>
        <source>The API key is missing.</source>
        <translation>Der API-Schlüssel fehlt.</translation>
    </message>
    <message>
        <source>An API key has no spaces and no other than plain letters.</source>
        <translation>Ein API-Schlüssel hat keine Leerzeichen und nur einfache Buchstaben und Zeichen.</translation>
    </message>
</context>
<context>
    <name>FailureText</name>
    <message>
        <source>The service asks to slow down</source>
        <translation>Der Dienst bittet um langsamere Anfragen</translation>
    </message>
    <message>
        <source>It is not there</source>
        <translation>Nicht vorhanden</translation>
    </message>
    <message>
        <source>The entry was changed in the meantime</source>
        <translation>Der Eintrag wurde inzwischen geändert</translation>
    </message>
    <message>
        <source>It is too large for a data store</source>
        <translation>Zu groß für einen Data Store</translation>
    </message>
    <message>
        <source>The service refused the request</source>
        <translation>Der Dienst hat die Anfrage abgelehnt</translation>
    </message>
    <message>
        <source>Access is denied</source>
        <translation>Zugriff verweigert</translation>
    </message>
    <message>
        <source>The service could not be reached</source>
        <translation>Der Dienst war nicht erreichbar</translation>
    </message>
    <message>
        <source>The answer could not be understood</source>
        <translation>Die Antwort war nicht zu verstehen</translation>
    </message>
    <message>
        <source>The universe&apos;s file could not be read or written</source>
        <translation>Die Datei des Universums konnte nicht gelesen oder geschrieben werden</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1. It is not known whether the write was done: reload to see.</source>
        <translation>%1. Ob geschrieben wurde, ist nicht bekannt; neu laden zeigt es.</translation>
    </message>
    <message>
        <source>An unknown error</source>
        <translation>Unbekannter Fehler</translation>
    </message>
    <message>
        <source>The journal %1 is damaged and was left as it is</source>
        <translation>Das Journal %1 ist beschädigt und wurde nicht angerührt</translation>
    </message>
    <message>
        <source>%1 is not a journal of Plectrum and was left as it is</source>
        <translation>%1 ist kein Journal von Plectrum und wurde nicht angerührt</translation>
    </message>
    <message>
        <source>The journal %1 was written by a newer Plectrum</source>
        <translation>Das Journal %1 stammt von einem neueren Plectrum</translation>
    </message>
    <message>
        <source>The journal %1 cannot be written, it or its folder is read-only</source>
        <translation>Das Journal %1 kann nicht geschrieben werden, die Datei oder ihr Ordner ist schreibgeschützt</translation>
    </message>
    <message>
        <source>The journal %1 is held by another program</source>
        <translation>Ein anderes Programm hält das Journal %1</translation>
    </message>
    <message>
        <source>The journal %1 could not be written, the disk is full</source>
        <translation>Das Journal %1 konnte nicht geschrieben werden, der Datenträger ist voll</translation>
    </message>
    <message>
        <source>The journal %1 cannot be read or written</source>
        <translation>Das Journal %1 kann nicht gelesen oder geschrieben werden</translation>
    </message>
    <message>
        <source>There is no value</source>
        <translation>Kein Wert vorhanden</translation>
    </message>
    <message>
        <source>This is not JSON</source>
        <translation>Das ist kein JSON</translation>
    </message>
    <message>
        <source>This is not JSON: %1</source>
        <translation>Das ist kein JSON: %1</translation>
    </message>
    <message>
        <source>There is more text after the end of the value</source>
        <translation>Nach dem Ende des Wertes folgt weiterer Text</translation>
    </message>
    <message>
        <source>Nested more than %1 deep</source>
        <translation>Tiefer verschachtelt als %1</translation>
    </message>
    <message>
        <source>The name “%1” stands twice in one object</source>
        <translation>Der Name „%1“ steht zweimal in einem Objekt</translation>
    </message>
    <message>
        <source>The text is UTF-16; only UTF-8 is read</source>
        <translation>Der Text ist UTF-16; gelesen wird nur UTF-8</translation>
    </message>
    <message>
        <source>These bytes are not valid UTF-8</source>
        <translation>Diese Bytes sind kein gültiges UTF-8</translation>
    </message>
    <message>
        <source>Half of a surrogate pair</source>
        <translation>Halbes Surrogatpaar</translation>
    </message>
    <message>
        <source>The number is out of range</source>
        <translation>Die Zahl liegt außerhalb des Bereichs</translation>
    </message>
    <message>
        <source>A control character inside a string; write it as an escape</source>
        <translation>Steuerzeichen in einer Zeichenkette; als Escape-Folge schreiben</translation>
    </message>
    <message>
        <source>The text ends inside a value</source>
        <translation>Der Text endet innerhalb eines Wertes</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
    <message>
        <source>A part is missing or has the wrong type</source>
        <translation>Ein Teil fehlt oder hat den falschen Typ</translation>
    </message>
    <message>
        <source>A shard is missing</source>
        <translation>Ein Shard fehlt</translation>
    </message>
    <message>
        <source>The base64 text of a buffer is broken</source>
        <translation>Der Base64-Text eines Puffers ist defekt</translation>
    </message>
    <message>
        <source>The compressed data are broken</source>
        <translation>Die komprimierten Daten sind defekt</translation>
    </message>
    <message>
        <source>The stored text is not JSON</source>
        <translation>Der gespeicherte Text ist kein JSON</translation>
    </message>
    <message>
        <source>The patch of its transaction does not apply</source>
        <translation>Der Patch seiner Transaktion passt nicht</translation>
    </message>
    <message>
        <source>Its transaction is committed but has no patch</source>
        <translation>Seine Transaktion ist festgeschrieben, hat aber keinen Patch</translation>
    </message>
    <message>
        <source>The key is inside a transaction that is not finished</source>
        <translation>Der Schlüssel steckt in einer unfertigen Transaktion</translation>
    </message>
    <message>
        <source>It holds no data</source>
        <translation>Er enthält keine Daten</translation>
    </message>
    <message>
        <source>%1, at %2</source>
        <translation>%1, bei %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>JournalText</name>
    <message>
        <source>%1 added: %2</source>
        <translation>%1 hinzugefügt: %2</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>%1 entfernt</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Nothing in the data</source>
        <translation>Nichts in den Daten</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more value(s)</source>
        <translation>
            <numerusform>%1 und %n weiterer Wert</numerusform>
            <numerusform>%1 und %n weitere Werte</numerusform>
        </translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Neuer Datensatz</translation>
    </message>
    <message>
        <source>Old version restored: %1</source>
        <translation>Alte Version wiederhergestellt: %1</translation>
    </message>
    <message>
        <source>File imported</source>
        <translation>Datei importiert</translation>
    </message>
    <message>
        <source>Imported %1</source>
        <translation>%1 importiert</translation>
    </message>
    <message>
        <source>Unfinished transaction finished</source>
        <translation>Unfertige Transaktion abgeschlossen</translation>
    </message>
    <message>
        <source>Unfinished transaction rolled back</source>
        <translation>Unfertige Transaktion zurückgerollt</translation>
    </message>
    <message>
        <source>Lock of another server broken</source>
        <translation>Sperre eines anderen Servers gebrochen</translation>
    </message>
    <message>
        <source>%1 was not undone: its data is gone. Nothing was written.</source>
        <translation>%1 wurde nicht zurückgenommen: Die Daten sind weg. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>%1 was not undone: somebody has changed the same values since (%2). Nothing was written. Open the record to change them by hand.</source>
        <translation>%1 wurde nicht zurückgenommen: Dieselben Werte wurden seitdem geändert (%2). Es wurde nichts geschrieben. Zum Ändern von Hand den Datensatz öffnen.</translation>
    </message>
    <message>
        <source>d MMM, HH:mm</source>
        <comment>a date format</comment>
        <translation>d. MMM, HH:mm</translation>
    </message>
    <message>
        <source>The whole universe</source>
        <translation>Das ganze Universum</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n Schlüssel</numerusform>
            <numerusform>%n Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rücknahme: %1</translation>
    </message>
    <message numerus="yes">
        <source>Undo of %n write(s) together: %1</source>
        <translation>
            <numerusform>Rücknahme von %n Schreibvorgang: %1</numerusform>
            <numerusform>Rücknahme von %n Schreibvorgängen zusammen: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n write(s) together: %1</source>
        <translation>
            <numerusform>%n Schreibvorgang: %1</numerusform>
            <numerusform>%n Schreibvorgänge zusammen: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>The write is no longer in the journal.</source>
        <translation>Der Schreibvorgang steht nicht mehr im Journal.</translation>
    </message>
    <message>
        <source>It was made in another universe. Open that one to undo it.</source>
        <translation>Er gehört zu einem anderen Universum. Zum Zurücknehmen jenes öffnen.</translation>
    </message>
    <message>
        <source>Nothing was written, so there is nothing to undo.</source>
        <translation>Es wurde nichts geschrieben, also gibt es nichts zurückzunehmen.</translation>
    </message>
    <message>
        <source>It is undone already.</source>
        <translation>Er ist schon zurückgenommen.</translation>
    </message>
    <message>
        <source>It changed no data.</source>
        <translation>Er hat keine Daten geändert.</translation>
    </message>
    <message>
        <source>An import of a whole file cannot be undone.</source>
        <translation>Der Import einer ganzen Datei kann nicht zurückgenommen werden.</translation>
    </message>
    <message>
        <source>It made the record, and Plectrum removes no records.</source>
        <translation>Er hat den Datensatz angelegt, und Plectrum entfernt keine Datensätze.</translation>
    </message>
    <message>
        <source>It is part of a transaction, and this universe can make none.</source>
        <translation>Er gehört zu einer Transaktion, und dieses Universum kann keine ausführen.</translation>
    </message>
    <message>
        <source>%1 is as it was before that write.</source>
        <translation>%1 ist wie vor diesem Schreibvorgang.</translation>
    </message>
    <message>
        <source>%1 is as before already. Nothing was written.</source>
        <translation>%1 ist schon wie vorher. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>%1 is locked by another server. Nothing was written. Try again when it is free.</source>
        <translation>%1 ist von einem anderen Server gesperrt. Es wurde nichts geschrieben. Erneut versuchen, wenn die Sperre frei ist.</translation>
    </message>
    <message>
        <source>%1 cannot be written. %2</source>
        <translation>%1 kann nicht geschrieben werden. %2</translation>
    </message>
    <message>
        <source>%1 was left as it is, because another key of the same transaction could not be taken back.</source>
        <translation>%1 blieb unverändert, weil ein anderer Schlüssel derselben Transaktion nicht zurückgenommen werden konnte.</translation>
    </message>
    <message>
        <source>%1 was not undone. %2</source>
        <translation>%1 wurde nicht zurückgenommen. %2</translation>
    </message>
    <message>
        <source>Whether %1 was undone is not known: %2. Reload the record.</source>
        <translation>Ob %1 zurückgenommen wurde, ist nicht bekannt: %2. Datensatz neu laden.</translation>
    </message>
    <message>
        <source>%1 was not undone: %2</source>
        <translation>%1 wurde nicht zurückgenommen: %2</translation>
    </message>
</context>
<context>
    <name>JsonDisplay</name>
    <message>
        <source>{ %1 member }</source>
        <translation>{ %1 Feld }</translation>
    </message>
    <message>
        <source>{ %1 members }</source>
        <translation>{ %1 Felder }</translation>
    </message>
    <message>
        <source>[ %1 item ]</source>
        <translation>[ %1 Element ]</translation>
    </message>
    <message>
        <source>[ %1 items ]</source>
        <translation>[ %1 Elemente ]</translation>
    </message>
    <message>
        <source>buffer of %1 byte</source>
        <translation>Puffer mit %1 Byte</translation>
    </message>
    <message>
        <source>buffer of %1 bytes</source>
        <translation>Puffer mit %1 Bytes</translation>
    </message>
    <message>
        <source>null</source>
        <translation>Null</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>Boolean</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>string</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>array</source>
        <translation>Array</translation>
    </message>
    <message>
        <source>object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>buffer</source>
        <translation>Puffer</translation>
    </message>
</context>
<context>
    <name>KeepTrying</name>
    <message>
        <source>Keep trying</source>
        <translation>Weiter versuchen</translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation>Nicht weiter versuchen</translation>
    </message>
    <message>
        <source>Trying to take the lock of %1, for up to %2 s as a game server does. Nothing is written before it is taken.</source>
        <translation>Plectrum versucht bis zu %2 s lang, die Sperre von %1 zu nehmen, wie es ein Spielserver tut. Vorher wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>You have stopped it before the lock was taken, so nothing was written.</source>
        <translation>Abgebrochen, bevor die Sperre genommen war; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>The lock could not be taken within %1 s, so nothing was written.</source>
        <translation>Die Sperre war innerhalb von %1 s nicht zu bekommen; es wurde nichts geschrieben.</translation>
    </message>
</context>
<context>
    <name>LockText</name>
    <message>
        <source>the hash map lyra/locks/%1 (memory store)</source>
        <translation>der Hash-Map lyra/locks/%1 (Memory Store)</translation>
    </message>
    <message>
        <source>the data store lyra/locks/%1</source>
        <translation>dem Data Store lyra/locks/%1</translation>
    </message>
    <message>
        <source>Nobody holds it: neither the hash map nor the data store lyra/locks/%1 has a lock of this key.</source>
        <translation>Niemand hält sie: Weder die Hash-Map noch der Data Store lyra/locks/%1 hat eine Sperre dieses Schlüssels.</translation>
    </message>
    <message>
        <source>Nobody holds it: the hash map lyra/locks/%1 (memory store) has no lock of this key.</source>
        <translation>Niemand hält sie: Die Hash-Map lyra/locks/%1 (Memory Store) hat keine Sperre dieses Schlüssels.</translation>
    </message>
    <message>
        <source>This Plectrum holds it for a write; its refresh is due.</source>
        <translation>Dieses Plectrum hält sie für einen Schreibvorgang; ihre Auffrischung steht an.</translation>
    </message>
    <message>
        <source>This Plectrum holds it for a write. Refreshed %1 ago, the next refresh is in %2.</source>
        <translation>Dieses Plectrum hält sie für einen Schreibvorgang. Aufgefrischt vor %1, die nächste Auffrischung folgt in %2.</translation>
    </message>
    <message>
        <source>It stands in %1.</source>
        <translation>Sie steht in %1.</translation>
    </message>
    <message>
        <source>It stands in %1, refreshed %2 ago; without another refresh it ends in %3.</source>
        <translation>Sie steht in %1, aufgefrischt vor %2; ohne weitere Auffrischung endet sie in %3.</translation>
    </message>
    <message>
        <source>Another server holds it. A lock is only an id, so which server cannot be known: mostly the one on which the player is.</source>
        <translation>Ein anderer Server hält sie. Eine Sperre ist nur eine ID, darum ist nicht zu erkennen, welcher Server: meist der, auf dem der Spieler ist.</translation>
    </message>
    <message>
        <source>The same holder for at least %1, as long as we have watched.</source>
        <translation>Derselbe Halter seit mindestens %1, solange beobachtet wird.</translation>
    </message>
    <message>
        <source>While we watched, its holder changed (%1).</source>
        <translation>Während der Beobachtung hat der Halter gewechselt (%1).</translation>
    </message>
    <message>
        <source>It has not been checked yet.</source>
        <translation>Sie wurde noch nicht geprüft.</translation>
    </message>
    <message>
        <source>It cannot be seen: locks are in the memory store, which is read by a script in a place of the experience, and no place id is set for this universe.</source>
        <translation>Nicht zu sehen: Sperren liegen im Memory Store, den ein Skript in einem Place der Experience liest, und für dieses Universum ist keine Place-ID eingetragen.</translation>
    </message>
    <message>
        <source>It cannot be seen: the key of this universe has no right to read the memory store.</source>
        <translation>Nicht zu sehen: Der API-Schlüssel dieses Universums darf den Memory Store nicht lesen.</translation>
    </message>
    <message>
        <source>It cannot be seen now: the service answered with an error.</source>
        <translation>Jetzt nicht zu sehen: Der Dienst hat mit einem Fehler geantwortet.</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Held by us</source>
        <translation>Von uns gehalten</translation>
    </message>
    <message>
        <source>Held by another</source>
        <translation>Anderweitig gehalten</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>%1 Checked %2 ago.</source>
        <translation>%1 Geprüft vor %2.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Plectrum</source>
        <translation>Plectrum</translation>
    </message>
    <message>
        <source>Making the demo universe. This is done only once.</source>
        <translation>Das Demo-Universum wird angelegt. Das geschieht nur einmal.</translation>
    </message>
    <message>
        <source>There is no file %1. plectrumctl import makes one.</source>
        <translation>Die Datei %1 gibt es nicht. plectrumctl import legt eine an.</translation>
    </message>
</context>
<context>
    <name>OutcomeText</name>
    <message>
        <source>Committed: all keys hold their new data.</source>
        <translation>Festgeschrieben: Alle Schlüssel enthalten ihre neuen Daten.</translation>
    </message>
    <message>
        <source>There was nothing to write: the newest data is already what you asked for.</source>
        <translation>Es gab nichts zu schreiben: Die neuesten Daten sind schon wie gewünscht.</translation>
    </message>
    <message>
        <source>Nothing was written. See at each key why; your drafts stay.</source>
        <translation>Es wurde nichts geschrieben. Die Gründe stehen bei jedem Schlüssel; die Entwürfe bleiben.</translation>
    </message>
    <message>
        <source>It failed, and all is as it was. %1</source>
        <translation>Fehlgeschlagen, alles ist wie zuvor. %1</translation>
    </message>
    <message>
        <source>It failed halfway and is left unfinished; readers see the data before. End it in Unfinished Transactions. %1</source>
        <translation>Auf halbem Weg fehlgeschlagen und unfertig geblieben; Leser sehen die Daten davor. Unter „Unfertige Transaktionen“ beenden. %1</translation>
    </message>
    <message>
        <source>Whether it was committed could not be found out; readers see all of it or nothing. %1</source>
        <translation>Ob festgeschrieben wurde, war nicht festzustellen; Leser sehen alles oder nichts davon. %1</translation>
    </message>
    <message>
        <source>Crashed here. Below is what a reader gets now; your drafts stay. The locks expire by themselves.</source>
        <translation>Hier abgestürzt. Unten steht, was ein Leser jetzt bekommt; die Entwürfe bleiben. Die Sperren laufen von selbst ab.</translation>
    </message>
    <message>
        <source>Locked by another server. Your draft stays.</source>
        <translation>Von einem anderen Server gesperrt. Der Entwurf bleibt.</translation>
    </message>
    <message>
        <source>This record cannot be written.</source>
        <translation>Dieser Datensatz kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The schema refuses it: %1</source>
        <translation>Das Schema lehnt ihn ab: %1</translation>
    </message>
    <message>
        <source>Somebody changed the same values. Your draft stays.</source>
        <translation>Jemand hat dieselben Werte geändert. Der Entwurf bleibt.</translation>
    </message>
    <message>
        <source>This key is in the transaction already.</source>
        <translation>Dieser Schlüssel ist schon in der Transaktion.</translation>
    </message>
    <message>
        <source>A transaction is over keys of one store; this one is over %1.</source>
        <translation>Eine Transaktion umfasst Schlüssel eines Stores; diese umfasst %1.</translation>
    </message>
    <message>
        <source>Only keys of Lyra stores can take part in a transaction.</source>
        <translation>Nur Schlüssel von Lyra-Stores können an einer Transaktion teilnehmen.</translation>
    </message>
    <message>
        <source>Keys can be added when the commit is over.</source>
        <translation>Schlüssel können erst nach dem Festschreiben hinzugefügt werden.</translation>
    </message>
    <message>
        <source>Finished: readers get the data after.</source>
        <translation>Abgeschlossen: Leser bekommen die Daten danach.</translation>
    </message>
    <message>
        <source>Rolled back: all keys hold the data before.</source>
        <translation>Zurückgerollt: Alle Schlüssel enthalten die Daten davor.</translation>
    </message>
    <message>
        <source>It is too young: its server may still be at work. Try again in a minute.</source>
        <translation>Sie ist zu jung: Ihr Server arbeitet vielleicht noch. In einer Minute erneut versuchen.</translation>
    </message>
    <message>
        <source>A key is locked: its server may still be at work. Nothing was done.</source>
        <translation>Ein Schlüssel ist gesperrt: Ihr Server arbeitet vielleicht noch. Es wurde nichts getan.</translation>
    </message>
    <message>
        <source>It is not as it was found any more. Look for transactions again.</source>
        <translation>Sie ist nicht mehr so, wie sie gefunden wurde. Erneut nach Transaktionen suchen.</translation>
    </message>
    <message>
        <source>Fewer than two records hold it, so a part is gone for good: it can only be rolled back.</source>
        <translation>Weniger als zwei Datensätze enthalten sie, ein Teil ist also endgültig weg: Sie kann nur zurückgerollt werden.</translation>
    </message>
    <message>
        <source>It failed; readers still get the data before. %1</source>
        <translation>Fehlgeschlagen; Leser bekommen weiterhin die Daten davor. %1</translation>
    </message>
    <message>
        <source>The removal of the marker was not answered. Look for transactions again. %1</source>
        <translation>Das Entfernen des Markers wurde nicht bestätigt. Erneut nach Transaktionen suchen. %1</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>Store</source>
        <translation>Store</translation>
    </message>
    <message>
        <source>Data store</source>
        <translation>Data Store</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
</context>
<context>
    <name>RecordFacts</name>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>%1 bytes of JSON; one entry holds %2.</source>
        <translation>%1 Bytes JSON; ein Eintrag fasst %2.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1, not all there</source>
        <translation>%1, nicht alle vorhanden</translation>
    </message>
    <message>
        <source>%1, unreadable</source>
        <translation>%1, unlesbar</translation>
    </message>
    <message>
        <source>1 shard, %1</source>
        <translation>1 Shard, %1</translation>
    </message>
    <message>
        <source>%1 shards, %2</source>
        <translation>%1 Shards, %2</translation>
    </message>
    <message>
        <source>Shards</source>
        <translation>Shards</translation>
    </message>
    <message>
        <source>Data too long for one entry are kept in several, compressed.</source>
        <translation>Daten, die für einen Eintrag zu lang sind, liegen komprimiert in mehreren.</translation>
    </message>
    <message>
        <source>Migrations</source>
        <translation>Migrationen</translation>
    </message>
    <message>
        <source>none applied</source>
        <translation>keine angewendet</translation>
    </message>
    <message>
        <source>no list</source>
        <translation>keine Liste</translation>
    </message>
    <message>
        <source>The record has no list: Lyra takes all steps as applied.</source>
        <translation>Der Datensatz hat keine Liste: Für Lyra gelten alle Schritte als angewendet.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, last %2</source>
        <translation>%1, zuletzt %2</translation>
    </message>
    <message>
        <source>Applied, in order:
%1</source>
        <translation>Angewendet, der Reihe nach:
%1</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>committed</source>
        <translation>festgeschrieben</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>unfertig</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>unentschieden</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>zurückgerollt</translation>
    </message>
    <message>
        <source>User ids</source>
        <translation>Benutzer-IDs</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Updated (UTC)</source>
        <translation>Geändert (UTC)</translation>
    </message>
    <message>
        <source>Created (UTC)</source>
        <translation>Angelegt (UTC)</translation>
    </message>
    <message>
        <source>no such user</source>
        <translation>kein solcher Benutzer</translation>
    </message>
    <message>
        <source>There is no user %1. Read %2.</source>
        <translation>Es gibt keinen Benutzer %1. Gelesen %2.</translation>
    </message>
    <message>
        <source>The user %1 is called %2. Read %3.</source>
        <translation>Der Benutzer %1 heißt %2. Gelesen %3.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>d MMM yyyy, HH:mm</source>
        <comment>a date format</comment>
        <translation>d.M.yyyy, HH:mm</translation>
    </message>
</context>
<context>
    <name>RestoreQuestion</name>
    <message>
        <source>The record is being written.</source>
        <translation>Der Datensatz wird gerade geschrieben.</translation>
    </message>
    <message>
        <source>The record itself could not be read yet.</source>
        <translation>Der Datensatz selbst konnte noch nicht gelesen werden.</translation>
    </message>
    <message>
        <source>There are unsaved changes: save or discard them first.</source>
        <translation>Es gibt ungespeicherte Änderungen: zuerst speichern oder verwerfen.</translation>
    </message>
    <message>
        <source>The record is inside an unfinished transaction.</source>
        <translation>Der Datensatz steckt in einer unfertigen Transaktion.</translation>
    </message>
    <message>
        <source>The record cannot be written.</source>
        <translation>Der Datensatz kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>It was written in this hour, of which the history keeps only the last write: it will be gone from there.</source>
        <translation>Es wurde in dieser Stunde geschrieben, von der der Verlauf nur den letzten Schreibvorgang behält: Dort wird es fehlen.</translation>
    </message>
    <message>
        <source>It stays in the history.</source>
        <translation>Es bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>What stands there now is damaged.</source>
        <translation>Der jetzige Stand ist beschädigt.</translation>
    </message>
    <message>
        <source>What stands there now is not Lyra&apos;s.</source>
        <translation>Der jetzige Stand ist nicht von Lyra.</translation>
    </message>
    <message>
        <source>What stands there now is replaced.</source>
        <translation>Der jetzige Stand wird ersetzt.</translation>
    </message>
    <message>
        <source>A removal holds nothing that could be restored.</source>
        <translation>Eine Entfernung enthält nichts, was wiederhergestellt werden könnte.</translation>
    </message>
    <message>
        <source>This is the version that stands there now.</source>
        <translation>Diese Version ist der jetzige Stand.</translation>
    </message>
    <message>
        <source>The version is not read yet.</source>
        <translation>Die Version ist noch nicht gelesen.</translation>
    </message>
    <message>
        <source>The version holds no data that could be restored.</source>
        <translation>Die Version enthält keine Daten, die wiederhergestellt werden könnten.</translation>
    </message>
    <message>
        <source>It is open whether this version&apos;s transaction counts.</source>
        <translation>Ob die Transaktion dieser Version gilt, ist offen.</translation>
    </message>
    <message>
        <source>Leave the list and run again at the next load: %1.</source>
        <translation>Verlassen die Liste und laufen beim nächsten Laden erneut: %1.</translation>
    </message>
    <message>
        <source>Come back to the list: %1.</source>
        <translation>Kommen in die Liste zurück: %1.</translation>
    </message>
    <message>
        <source>The list takes that version&apos;s order.</source>
        <translation>Die Liste bekommt die Reihenfolge jener Version.</translation>
    </message>
    <message>
        <source>Writes the data of %1 as the newest version, with that version&apos;s own list of applied migrations, and keeps its user ids and attributes.</source>
        <translation>Schreibt die Daten von %1 als neueste Version, mit deren eigener Liste angewendeter Migrationen, und behält Benutzer-IDs und Attribute.</translation>
    </message>
    <message>
        <source>Writes the data of %1 as the newest version and keeps its user ids and attributes.</source>
        <translation>Schreibt die Daten von %1 als neueste Version und behält Benutzer-IDs und Attribute.</translation>
    </message>
    <message>
        <source>Restore version</source>
        <translation>Version wiederherstellen</translation>
    </message>
    <message>
        <source>Restore this version</source>
        <translation>Diese Version wiederherstellen</translation>
    </message>
    <message>
        <source>The version that follows tells.</source>
        <translation>Die folgende Version zeigt es.</translation>
    </message>
    <message>
        <source>The version that follows holds other data, and a rollback would have come within seconds, in the same hour.</source>
        <translation>Die folgende Version enthält andere Daten, und ein Zurückrollen wäre binnen Sekunden gekommen, in derselben Stunde.</translation>
    </message>
    <message>
        <source>The journal tells.</source>
        <translation>Das Journal zeigt es.</translation>
    </message>
    <message>
        <source>Its marker tells.</source>
        <translation>Ihr Marker zeigt es.</translation>
    </message>
    <message>
        <source>It changes nothing here.</source>
        <translation>Hier ändert das nichts.</translation>
    </message>
    <message>
        <source>Written by a transaction that was committed: its changes are part of this data.</source>
        <translation>Von einer festgeschriebenen Transaktion geschrieben: Ihre Änderungen gehören zu diesen Daten.</translation>
    </message>
    <message>
        <source>Written inside a transaction that is not finished: this is the data before it.</source>
        <translation>In einer unfertigen Transaktion geschrieben: Dies sind die Daten davor.</translation>
    </message>
    <message>
        <source>Written inside a transaction that was rolled back: its changes do not count.</source>
        <translation>In einer zurückgerollten Transaktion geschrieben: Ihre Änderungen zählen nicht.</translation>
    </message>
    <message>
        <source>Written inside a transaction, and nothing tells any more whether it was committed: this is the data before it.</source>
        <translation>In einer Transaktion geschrieben, und nichts zeigt mehr, ob sie festgeschrieben wurde: Dies sind die Daten davor.</translation>
    </message>
    <message>
        <source>The key was removed here</source>
        <translation>Hier wurde der Schlüssel entfernt</translation>
    </message>
    <message>
        <source>A removal leaves a mark without data: there is nothing to compare and nothing to restore.</source>
        <translation>Eine Entfernung hinterlässt eine Marke ohne Daten: nichts zu vergleichen, nichts wiederherzustellen.</translation>
    </message>
    <message>
        <source>This version is gone</source>
        <translation>Diese Version ist weg</translation>
    </message>
    <message>
        <source>Superseded versions are kept for 30 days.</source>
        <translation>Ersetzte Versionen bleiben 30 Tage lang erhalten.</translation>
    </message>
    <message>
        <source>Not Lyra&apos;s</source>
        <translation>Nicht von Lyra</translation>
    </message>
    <message>
        <source>What was written here is not in the format of a Lyra record.</source>
        <translation>Was hier geschrieben wurde, hat nicht das Format eines Lyra-Datensatzes.</translation>
    </message>
    <message>
        <source>This version is damaged</source>
        <translation>Diese Version ist beschädigt</translation>
    </message>
    <message>
        <source>This version holds no data</source>
        <translation>Diese Version enthält keine Daten</translation>
    </message>
    <message>
        <source>The record is there, its data is nil.</source>
        <translation>Der Datensatz ist da, seine Daten sind nil.</translation>
    </message>
</context>
<context>
    <name>SaveIntent</name>
    <message>
        <source>Save changes</source>
        <translation>Änderungen speichern</translation>
    </message>
    <message>
        <source>Save 1 change</source>
        <translation>1 Änderung speichern</translation>
    </message>
    <message>
        <source>Save %1 changes</source>
        <translation>%1 Änderungen speichern</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Schreibgeschützt</translation>
    </message>
    <message>
        <source>Nothing to save</source>
        <translation>Nichts zu speichern</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Speichert…</translation>
    </message>
    <message>
        <source>Waiting for the lock…</source>
        <translation>Wartet auf die Sperre…</translation>
    </message>
    <message>
        <source>Review 1 conflict</source>
        <translation>1 Konflikt ansehen</translation>
    </message>
    <message>
        <source>Review %1 conflicts</source>
        <translation>%1 Konflikte ansehen</translation>
    </message>
    <message>
        <source>Wait for lock and save</source>
        <translation>Auf Sperre warten und speichern</translation>
    </message>
    <message>
        <source>Saved as version %1, merged with what others had changed meanwhile.</source>
        <translation>Gespeichert als Version %1, zusammengeführt mit den inzwischen erfolgten Änderungen anderer.</translation>
    </message>
    <message>
        <source>Saved as version %1.</source>
        <translation>Gespeichert als Version %1.</translation>
    </message>
    <message>
        <source>Nothing was written: the newest data is the same already.</source>
        <translation>Es wurde nichts geschrieben: Die neuesten Daten sind schon gleich.</translation>
    </message>
    <message>
        <source>Somebody changed the same values since, so nothing was written. Save it from its page to choose.</source>
        <translation>Jemand hat seitdem dieselben Werte geändert, darum wurde nichts geschrieben. Zum Auswählen auf der Seite des Datensatzes speichern.</translation>
    </message>
    <message>
        <source>A game server holds the lock of this key, so nothing was written. Your changes are still here.</source>
        <translation>Ein Spielserver hält die Sperre dieses Schlüssels, darum wurde nichts geschrieben. Die Änderungen sind noch da.</translation>
    </message>
    <message>
        <source>Nothing was written. %1. Your changes are still here.</source>
        <translation>Es wurde nichts geschrieben. %1. Die Änderungen sind noch da.</translation>
    </message>
    <message>
        <source>The newest entry cannot be overwritten</source>
        <translation>Der neueste Eintrag kann nicht überschrieben werden</translation>
    </message>
    <message>
        <source>Nothing was written: merged with the newest data, it does not pass the schema. %1</source>
        <translation>Es wurde nichts geschrieben: Mit den neuesten Daten zusammengeführt, passt es nicht zum Schema. %1</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Universes and tabs</source>
        <translation>Universen und Tabs</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Values of a record</source>
        <translation>Werte eines Datensatzes</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Weitere</translation>
    </message>
</context>
<context>
    <name>StartText</name>
    <message>
        <source>Plectrum</source>
        <translation>Plectrum</translation>
    </message>
    <message>
        <source>There is no store for “%1”.</source>
        <translation>Für „%1“ gibt es keinen Store.</translation>
    </message>
    <message>
        <source>The pictures could not be written.</source>
        <translation>Die Bilder konnten nicht geschrieben werden.</translation>
    </message>
</context>
<context>
    <name>ValueText</name>
    <message>
        <source>buffer, %1</source>
        <translation>Puffer, %1</translation>
    </message>
    <message>
        <source>1 member</source>
        <translation>1 Feld</translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n Feld</numerusform>
            <numerusform>%n Felder</numerusform>
        </translation>
    </message>
    <message>
        <source>1 element</source>
        <translation>1 Element</translation>
    </message>
    <message numerus="yes">
        <source>%n elements</source>
        <translation>
            <numerusform>%n Element</numerusform>
            <numerusform>%n Elemente</numerusform>
        </translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n Byte</numerusform>
            <numerusform>%n Bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>the whole data</source>
        <translation>die ganzen Daten</translation>
    </message>
</context>
<context>
    <name>VersionPainter</name>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>VersionText</name>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>size unknown</source>
        <translation>Größe unbekannt</translation>
    </message>
    <message>
        <source>past its 30 days, may be gone at any time</source>
        <translation>älter als ihre 30 Tage, kann jederzeit verschwinden</translation>
    </message>
    <message>
        <source>superseded, kept for another %1</source>
        <translation>ersetzt, verfällt in %1</translation>
    </message>
    <message>
        <source>the key is removed since then</source>
        <translation>der Schlüssel ist seitdem entfernt</translation>
    </message>
    <message>
        <source>the key was removed here</source>
        <translation>hier wurde der Schlüssel entfernt</translation>
    </message>
    <message>
        <source>what stands there now</source>
        <translation>der jetzige Stand</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy, HH:mm:ss</source>
        <comment>a date format</comment>
        <translation>ddd d. MMM yyyy, HH:mm:ss</translation>
    </message>
</context>
<context>
    <name>plectrum::app::CloudMeter</name>
    <message>
        <source>Reading entries</source>
        <translation>Einträge lesen</translation>
    </message>
    <message>
        <source>Writing entries</source>
        <translation>Einträge schreiben</translation>
    </message>
    <message>
        <source>Listing</source>
        <translation>Auflisten</translation>
    </message>
    <message>
        <source>Removing entries</source>
        <translation>Einträge entfernen</translation>
    </message>
    <message>
        <source>Reading (v1)</source>
        <translation>Lesen (v1)</translation>
    </message>
    <message>
        <source>Writing (v1)</source>
        <translation>Schreiben (v1)</translation>
    </message>
    <message>
        <source>Scripts for locks</source>
        <translation>Skripte für Sperren</translation>
    </message>
    <message>
        <source>Waiting for scripts</source>
        <translation>Warten auf Skripte</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Sonstige</translation>
    </message>
</context>
<context>
    <name>plectrum::app::DemoSimulation</name>
    <message>
        <source>Simulated &amp;Game Server</source>
        <translation>S&amp;imulierter Spielserver</translation>
    </message>
    <message>
        <source>Players of the demo game come, play, trade and leave: their keys are locked, changed and saved while you look.</source>
        <translation>Spieler des Demo-Spiels kommen, spielen, tauschen und gehen: Ihre Schlüssel werden vor aller Augen gesperrt, geändert und gespeichert.</translation>
    </message>
    <message>
        <source>Game server: 1 player online</source>
        <translation>Spielserver: 1 Spieler online</translation>
    </message>
    <message>
        <source>Game server: %1 players online</source>
        <translation>Spielserver: %1 Spieler online</translation>
    </message>
    <message>
        <source>Game server: stopping</source>
        <translation>Spielserver: hält an</translation>
    </message>
    <message>
        <source>Game server: stopped</source>
        <translation>Spielserver: angehalten</translation>
    </message>
</context>
<context>
    <name>plectrum::app::Windows</name>
    <message>
        <source>The demo universe</source>
        <translation>Das Demo-Universum</translation>
    </message>
    <message>
        <source>Universe %1</source>
        <translation>Universum %1</translation>
    </message>
    <message>
        <source>%1 was not opened</source>
        <translation>%1 wurde nicht geöffnet</translation>
    </message>
    <message>
        <source>%1 was not made</source>
        <translation>%1 wurde nicht angelegt</translation>
    </message>
    <message>
        <source>There is a file of that name already. Open it, or choose another name.</source>
        <translation>Eine Datei dieses Namens gibt es schon. Diese öffnen oder einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Demo universe</source>
        <translation>Demo-Universum</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::ConflictModel</name>
    <message>
        <source>(all data)</source>
        <translation>(alle Daten)</translation>
    </message>
    <message>
        <source>(choose)</source>
        <translation>(wählen)</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>(nichts)</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Fremde</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::ConsoleDocument</name>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::DiffModel</name>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::JournalModel</name>
    <message>
        <source>When (UTC)</source>
        <translation>Wann (UTC)</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Anlass</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::JsonTreeModel</name>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::KeyListModel</name>
    <message>
        <source>Loading all keys of %1</source>
        <translation>Alle Schlüssel von %1 laden</translation>
    </message>
    <message>
        <source>Listing the keys of %1</source>
        <translation>Schlüssel von %1 auflisten</translation>
    </message>
    <message>
        <source>The keys could not be listed. %1</source>
        <translation>Die Schlüssel konnten nicht aufgelistet werden. %1</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::LaneModel</name>
    <message>
        <source>Marker</source>
        <translation>Marker</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>The lock of %1 was taken.</source>
        <translation>Die Sperre von %1 wurde genommen.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>The newest record of %1 was read.</source>
        <translation>Der neueste Datensatz von %1 wurde gelesen.</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>Zusammengeführt</translation>
    </message>
    <message>
        <source>All drafts were put together with the newest data.</source>
        <translation>Alle Entwürfe wurden mit den neuesten Daten zusammengeführt.</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Gesetzt</translation>
    </message>
    <message>
        <source>The marker stands: readers take the data before.</source>
        <translation>Der Marker steht: Leser nehmen die Daten davor.</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Patched</source>
        <translation>Gepatcht</translation>
    </message>
    <message>
        <source>The record of %1 holds its new data.</source>
        <translation>Der Datensatz von %1 enthält seine neuen Daten.</translation>
    </message>
    <message>
        <source>The record of %1 holds its patch, which does not count yet.</source>
        <translation>Der Datensatz von %1 enthält seinen Patch, der noch nicht zählt.</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>The marker is gone: from now on readers take the data after.</source>
        <translation>Der Marker ist weg: Ab jetzt nehmen Leser die Daten danach.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Something failed: the records are written back.</source>
        <translation>Etwas ist fehlgeschlagen: Die Datensätze werden zurückgeschrieben.</translation>
    </message>
    <message>
        <source>Reverted</source>
        <translation>Zurückgesetzt</translation>
    </message>
    <message>
        <source>The record of %1 holds the data before.</source>
        <translation>Der Datensatz von %1 enthält die Daten davor.</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>All is over, the locks are let go.</source>
        <translation>Alles ist vorbei, die Sperren sind freigegeben.</translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation>Abgestürzt</translation>
    </message>
    <message>
        <source>The writer crashed here: nothing more is written, nothing removed, and its locks stay until they expire.</source>
        <translation>Hier ist der Schreibende abgestürzt: Nichts wird mehr geschrieben, nichts entfernt, und seine Sperren bleiben, bis sie ablaufen.</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::LockStatus</name>
    <message>
        <source>Waiting for the lock of %1</source>
        <translation>Auf die Sperre von %1 warten</translation>
    </message>
    <message>
        <source>This universe does not let anybody see its locks.</source>
        <translation>Dieses Universum lässt niemanden seine Sperren sehen.</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::LogModel</name>
    <message>
        <source>Time (UTC)</source>
        <translation>Zeit (UTC)</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Zusammenhang</translation>
    </message>
    <message>
        <source>Fatal</source>
        <translation>Fatal</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Trace</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::Production</name>
    <message>
        <source>PRODUCTION, read-only</source>
        <translation>PRODUKTION, schreibgeschützt</translation>
    </message>
    <message>
        <source>PRODUCTION, writable for %1:%2</source>
        <translation>PRODUKTION, schreibbar noch %1:%2</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::ReaderModel</name>
    <message>
        <source>no data</source>
        <translation>keine Daten</translation>
    </message>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>The data before</source>
        <translation>Die Daten davor</translation>
    </message>
    <message>
        <source>The data after</source>
        <translation>Die Daten danach</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Etwas anderes</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>A reader gets</source>
        <translation>Ein Leser bekommt</translation>
    </message>
    <message>
        <source>That is</source>
        <translation>Das sind</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::RecordDocument</name>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>new record</source>
        <translation>neuer Datensatz</translation>
    </message>
    <message>
        <source>change of %1</source>
        <translation>Änderung von %1</translation>
    </message>
    <message>
        <source>addition of %1</source>
        <translation>Hinzufügen von %1</translation>
    </message>
    <message>
        <source>removal of %1</source>
        <translation>Entfernen von %1</translation>
    </message>
    <message>
        <source>renaming of %1</source>
        <translation>Umbenennen von %1</translation>
    </message>
    <message>
        <source>move of %1</source>
        <translation>Verschieben von %1</translation>
    </message>
    <message>
        <source>discarding of the draft</source>
        <translation>Verwerfen des Entwurfs</translation>
    </message>
    <message>
        <source>This record cannot be written now.</source>
        <translation>Dieser Datensatz kann jetzt nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The draft has changed since it was shown, so nothing was written.</source>
        <translation>Der Entwurf wurde geändert, seit er gezeigt wurde; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>The record has changed since it was shown, so nothing was written.</source>
        <translation>Der Datensatz wurde geändert, seit er gezeigt wurde; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>merge with the newest data</source>
        <translation>Zusammenführen mit den neuesten Daten</translation>
    </message>
    <message>
        <source>recovered changes</source>
        <translation>wiedergefundene Änderungen</translation>
    </message>
    <message>
        <source>changes of others</source>
        <translation>Änderungen anderer</translation>
    </message>
    <message>
        <source>restoring of a version</source>
        <translation>Wiederherstellen einer Version</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::RecordHistory</name>
    <message>
        <source>The versions could not be listed: %1</source>
        <translation>Die Versionen konnten nicht aufgelistet werden: %1</translation>
    </message>
    <message>
        <source>The version could not be read: %1</source>
        <translation>Die Version konnte nicht gelesen werden: %1</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::RequestMeter</name>
    <message numerus="yes">
        <source>Requests: paused, %n waiting</source>
        <translation>
            <numerusform>Anfragen: angehalten, %n wartet</numerusform>
            <numerusform>Anfragen: angehalten, %n warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Requests: throttled, %n waiting</source>
        <translation>
            <numerusform>Anfragen: gedrosselt, %n wartet</numerusform>
            <numerusform>Anfragen: gedrosselt, %n warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Requests: %1 %, %n waiting</source>
        <translation>
            <numerusform>Anfragen: %1 %, %n wartet</numerusform>
            <numerusform>Anfragen: %1 %, %n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Requests: %1 %</source>
        <translation>Anfragen: %1 %</translation>
    </message>
    <message>
        <source>%1 of %2 in this minute</source>
        <translation>%1 von %2 in dieser Minute</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>throttled for %1 s</source>
        <translation>gedrosselt für %1 s</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::StoreListModel</name>
    <message>
        <source>Lyra stores</source>
        <translation>Lyra-Stores</translation>
    </message>
    <message>
        <source>Other data stores</source>
        <translation>Andere Data Stores</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::TransactionDocument</name>
    <message>
        <source>The data itself cannot be moved, only what is in it.</source>
        <translation>Die Daten selbst können nicht verschoben werden, nur ihr Inhalt.</translation>
    </message>
    <message>
        <source>A value cannot be put into itself.</source>
        <translation>Ein Wert kann nicht in sich selbst gelegt werden.</translation>
    </message>
    <message>
        <source>There is no such value any more.</source>
        <translation>Diesen Wert gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>move to another key</source>
        <translation>Verschieben zu einem anderen Schlüssel</translation>
    </message>
    <message>
        <source>copy to another key</source>
        <translation>Kopieren zu einem anderen Schlüssel</translation>
    </message>
    <message>
        <source>swap with another key</source>
        <translation>Tauschen mit einem anderen Schlüssel</translation>
    </message>
    <message>
        <source>These keys cannot be changed now.</source>
        <translation>Diese Schlüssel können jetzt nicht geändert werden.</translation>
    </message>
    <message>
        <source>The drafts have changed since they were shown, or cannot be written.</source>
        <translation>Die Entwürfe wurden geändert, seit sie gezeigt wurden, oder können nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>A commit is under way.</source>
        <translation>Es wird gerade festgeschrieben.</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::UnfinishedModel</name>
    <message>
        <source>Looking for unfinished transactions</source>
        <translation>Nach unfertigen Transaktionen suchen</translation>
    </message>
    <message>
        <source>The search was stopped.</source>
        <translation>Die Suche wurde angehalten.</translation>
    </message>
    <message>
        <source>%1 s old</source>
        <translation>%1 s alt</translation>
    </message>
    <message>
        <source>%1 min old</source>
        <translation>%1 min alt</translation>
    </message>
    <message>
        <source>%1 h old</source>
        <translation>%1 h alt</translation>
    </message>
    <message>
        <source>%1 days old</source>
        <translation>%1 Tage alt</translation>
    </message>
    <message numerus="yes">
        <source>%n keys</source>
        <translation>
            <numerusform>%n Schlüssel</numerusform>
            <numerusform>%n Schlüssel</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::documents::UnsavedRecord</name>
    <message>
        <source>entry that is replaced</source>
        <translation>Eintrag, der ersetzt wird</translation>
    </message>
    <message>
        <source>data that is written</source>
        <translation>Daten, die geschrieben werden</translation>
    </message>
    <message>
        <source>This record cannot be written now.</source>
        <translation>Dieser Datensatz kann jetzt nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>A game server holds the lock of this key.</source>
        <translation>Ein Spielserver hält die Sperre dieses Schlüssels.</translation>
    </message>
    <message>
        <source>It is closed already.</source>
        <translation>Schon geschlossen.</translation>
    </message>
    <message>
        <source>There is nothing left to save.</source>
        <translation>Nichts mehr zu speichern.</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::UnsavedTransaction</name>
    <message>
        <source>Transaction %1</source>
        <translation>Transaktion %1</translation>
    </message>
    <message>
        <source>A recovered key cannot be edited now; nothing is committed without it.</source>
        <translation>Ein wiedergefundener Schlüssel kann jetzt nicht bearbeitet werden; ohne ihn wird nichts festgeschrieben.</translation>
    </message>
    <message>
        <source>This transaction cannot be committed now.</source>
        <translation>Diese Transaktion kann jetzt nicht festgeschrieben werden.</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>plectrum::documents::Workspace</name>
    <message>
        <source>Listing the stores</source>
        <translation>Stores auflisten</translation>
    </message>
    <message>
        <source>The stores could not be listed. %1</source>
        <translation>Die Stores konnten nicht aufgelistet werden. %1</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 lesen</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>%1 speichern</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::ActivityPanel</name>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>No journal is kept here</source>
        <translation>Hier wird kein Journal geführt</translation>
    </message>
    <message>
        <source>A universe in memory does not last, and a journal file that cannot be written is told above the records. Open a universe file to keep its writes and undo them.</source>
        <translation>Ein Universum im Arbeitsspeicher bleibt nicht erhalten, und eine nicht beschreibbare Journaldatei wird über den Datensätzen gemeldet. Mit der Datei eines Universums bleiben die Schreibvorgänge erhalten und können zurückgenommen werden.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::BreakLockDialog</name>
    <message>
        <source>Break the lock</source>
        <translation>Sperre brechen</translation>
    </message>
    <message>
        <source>Break the lock of %1?</source>
        <translation>Die Sperre von %1 brechen?</translation>
    </message>
    <message>
        <source>&amp;Type the key to show that you mean it:</source>
        <translation>Zur Bestätigung den Schlüssel &amp;eingeben:</translation>
    </message>
    <message>
        <source>The key, typed to confirm</source>
        <translation>Der Schlüssel, zur Bestätigung eingegeben</translation>
    </message>
    <message>
        <source>Items can come to exist twice. The server goes on with its own copy of the data and learns of the loss only with its next refresh, up to 60 s from now. What is traded away or spent there in that time stays in the copy that you save.</source>
        <translation>Gegenstände können doppelt entstehen. Der Server arbeitet mit seiner eigenen Kopie der Daten weiter und erfährt vom Verlust erst bei seiner nächsten Auffrischung, bis zu 60 s später. Was dort in dieser Zeit weggetauscht oder ausgegeben wird, bleibt in der Kopie, die hier gespeichert wird.</translation>
    </message>
    <message>
        <source>Until then it also writes: it can overwrite what you save now, or you what it saved.</source>
        <translation>Bis dahin schreibt er auch: Er kann überschreiben, was hier gespeichert wird, oder umgekehrt.</translation>
    </message>
    <message>
        <source>Once it learns of the loss, the player&apos;s progress that it has not saved is gone.</source>
        <translation>Sobald er vom Verlust erfährt, ist der Fortschritt des Spielers weg, den er nicht gespeichert hat.</translation>
    </message>
    <message>
        <source>If its server has crashed, waiting is enough: a lock that nobody refreshes ends by itself within 90 s.</source>
        <translation>Ist der Server abgestürzt, genügt es zu warten: Eine Sperre, die niemand auffrischt, endet von selbst binnen 90 s.</translation>
    </message>
    <message>
        <source>Wait instead</source>
        <translation>Stattdessen warten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Another holder has taken the lock since this was opened. Close this and look again.</source>
        <translation>Ein anderer Halter hat die Sperre genommen, seit dies geöffnet wurde. Schließen und erneut nachsehen.</translation>
    </message>
    <message>
        <source>The lock is free now: there is nothing to break.</source>
        <translation>Die Sperre ist jetzt frei: Es gibt nichts zu brechen.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::CommandPalette</name>
    <message>
        <source>Command Palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>An action, a store, a key</source>
        <translation>Aktion, Store oder Schlüssel</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::CommitQuestion</name>
    <message>
        <source>The locks of all keys are taken, the newest data is merged with your drafts, and all keys are written together or none of them.</source>
        <translation>Die Sperren aller Schlüssel werden genommen, die neuesten Daten mit den Entwürfen zusammengeführt und alle Schlüssel zusammen geschrieben oder keiner.</translation>
    </message>
    <message>
        <source>Only one key is changed: it is written plain, under its lock, without a marker.</source>
        <translation>Nur ein Schlüssel ist geändert: Er wird einfach geschrieben, unter seiner Sperre, ohne Marker.</translation>
    </message>
    <message>
        <source>Begin, step by step</source>
        <translation>Beginnen, Schritt für Schritt</translation>
    </message>
    <message>
        <source>Nothing to commit</source>
        <translation>Nichts festzuschreiben</translation>
    </message>
    <message>
        <source>Commit changes to 1 key</source>
        <translation>Änderungen an 1 Schlüssel festschreiben</translation>
    </message>
    <message>
        <source>Commit changes to %1 keys</source>
        <translation>Änderungen an %1 Schlüsseln festschreiben</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::ConflictView</name>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Use &amp;mine</source>
        <translation>Ei&amp;gene nehmen</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Fremde</translation>
    </message>
    <message>
        <source>Use &amp;theirs</source>
        <translation>&amp;Fremde nehmen</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Use &amp;before</source>
        <translation>&amp;Vorherige nehmen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>(not chosen yet, or nothing)</source>
        <translation>(noch nicht gewählt, oder nichts)</translation>
    </message>
    <message>
        <source>(nothing stands there)</source>
        <translation>(hier steht nichts)</translation>
    </message>
    <message>
        <source>Mine everywhere</source>
        <translation>Überall eigene</translation>
    </message>
    <message>
        <source>Theirs everywhere</source>
        <translation>Überall fremde</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Somebody changed the same values since you opened the record. Nothing was written. Choose what each value shall be: M for mine, T for theirs, B for what was there before.</source>
        <translation>Seit dem Öffnen des Datensatzes hat jemand dieselben Werte geändert. Es wurde nichts geschrieben. Für jeden Wert wählen, was gelten soll: M für den eigenen, T für den fremden, B für den vorherigen.</translation>
    </message>
    <message>
        <source>Save again…</source>
        <translation>Erneut speichern…</translation>
    </message>
    <message>
        <source>Choose 1 more</source>
        <translation>Noch 1 wählen</translation>
    </message>
    <message>
        <source>Choose %1 more</source>
        <translation>Noch %1 wählen</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::ConnectDialog</name>
    <message>
        <source>Granted</source>
        <translation>Erteilt</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>Cannot be told</source>
        <translation>Nicht feststellbar</translation>
    </message>
    <message>
        <source>Connect to Open Cloud</source>
        <translation>Mit Open Cloud verbinden</translation>
    </message>
    <message>
        <source>&amp;Universe id</source>
        <translation>&amp;Universums-ID</translation>
    </message>
    <message>
        <source>1234567890</source>
        <translation>1234567890</translation>
    </message>
    <message>
        <source>API &amp;key</source>
        <translation>API-&amp;Schlüssel</translation>
    </message>
    <message>
        <source>Entered once, never shown again</source>
        <translation>Einmal eingeben, danach nie mehr gezeigt</translation>
    </message>
    <message>
        <source>For this &amp;session only, not in the keychain</source>
        <translation>Nur für diese S&amp;itzung, nicht im Schlüsselbund</translation>
    </message>
    <message>
        <source>The keychain of this system: %1. Another desktop may have another one, which does not know the key.</source>
        <translation>Der Schlüsselbund dieses Systems: %1. Eine andere Desktop-Umgebung hat vielleicht einen anderen, der den Schlüssel nicht kennt.</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>My game, production</source>
        <translation>Mein Spiel, Produktion</translation>
    </message>
    <message>
        <source>Production: players are in it</source>
        <translation>Produktion: Spieler sind darin</translation>
    </message>
    <message>
        <source>Test: nothing real hangs on it</source>
        <translation>Test: nichts Echtes hängt daran</translation>
    </message>
    <message>
        <source>&amp;Treat as</source>
        <translation>&amp;Behandeln als</translation>
    </message>
    <message>
        <source> % of the request budget</source>
        <translation> % des Anfragebudgets</translation>
    </message>
    <message>
        <source>The live game draws on the same budget, and so does every other program: each Plectrum that runs takes this share for itself.</source>
        <translation>Das laufende Spiel nutzt dasselbe Budget, ebenso jedes andere Programm: Jedes Plectrum, das läuft, nimmt diesen Anteil für sich.</translation>
    </message>
    <message>
        <source>&amp;Share</source>
        <translation>&amp;Anteil</translation>
    </message>
    <message>
        <source>&amp;Place id</source>
        <translation>&amp;Place-ID</translation>
    </message>
    <message>
        <source>For locks; may stay empty</source>
        <translation>Für Sperren; darf leer bleiben</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>v2 only</source>
        <translation>nur v2</translation>
    </message>
    <message>
        <source>v1 only</source>
        <translation>nur v1</translation>
    </message>
    <message>
        <source>Advanced: &amp;version</source>
        <translation>Erweitert: V&amp;ersion</translation>
    </message>
    <message>
        <source>Advanced: &amp;base URL</source>
        <translation>Erweitert: Basis-U&amp;RL</translation>
    </message>
    <message>
        <source>What the key may do</source>
        <translation>Was der Schlüssel darf</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Berechtigung</translation>
    </message>
    <message>
        <source>This key</source>
        <translation>Dieser Schlüssel</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>&amp;Look up</source>
        <translation>Nachsch&amp;lagen</translation>
    </message>
    <message>
        <source>&amp;Test this key</source>
        <translation>Schlüssel &amp;testen</translation>
    </message>
    <message>
        <source>Copy needed &amp;scopes</source>
        <translation>Nötige Berechtigungen &amp;kopieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>The list of scopes that an API key for Plectrum needs</source>
        <translation>Die Liste der Berechtigungen, die ein API-Schlüssel für Plectrum braucht</translation>
    </message>
    <message>
        <source>Opens read-only. Writing is unlocked on purpose, for a time.</source>
        <translation>Öffnet schreibgeschützt. Schreiben wird bewusst und auf Zeit freigeschaltet.</translation>
    </message>
    <message>
        <source>Opens for reading and writing.</source>
        <translation>Öffnet zum Lesen und Schreiben.</translation>
    </message>
    <message>
        <source>A universe behind Open Cloud</source>
        <translation>Ein Universum hinter Open Cloud</translation>
    </message>
    <message>
        <source>Looking the universe up…</source>
        <translation>Das Universum wird nachgeschlagen…</translation>
    </message>
    <message>
        <source>Testing the key. Nothing is changed by it…</source>
        <translation>Der Schlüssel wird getestet. Dabei ändert sich nichts…</translation>
    </message>
    <message>
        <source>Keeping the key…</source>
        <translation>Der Schlüssel wird aufbewahrt…</translation>
    </message>
    <message>
        <source>Kept; type another to replace it</source>
        <translation>Aufbewahrt; zum Ersetzen einen anderen eingeben</translation>
    </message>
    <message>
        <source>None found: none is kept, or the keychain is locked</source>
        <translation>Keiner gefunden: keiner ist aufbewahrt, oder der Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>No keychain answers on this system.</source>
        <translation>Auf diesem System antwortet kein Schlüsselbund.</translation>
    </message>
    <message>
        <source>The keychain did not allow it.</source>
        <translation>Der Schlüsselbund hat es nicht erlaubt.</translation>
    </message>
    <message>
        <source>The keychain could not be used.</source>
        <translation>Der Schlüsselbund konnte nicht benutzt werden.</translation>
    </message>
    <message>
        <source>%1 The key can be held for this session only: tick that box and connect again.</source>
        <translation>%1 Der Schlüssel kann nur für diese Sitzung behalten werden: das Kästchen ankreuzen und erneut verbinden.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::ConsoleInput</name>
    <message>
        <source>Luau input</source>
        <translation>Luau-Eingabe</translation>
    </message>
    <message>
        <source>Luau: an expression or statements. Return runs it, Tab completes</source>
        <translation>Luau: ein Ausdruck oder Anweisungen. Eingabetaste führt aus, Tab vervollständigt</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::ConsolePanel</name>
    <message>
        <source>No scripts here</source>
        <translation>Keine Skripte hier</translation>
    </message>
    <message>
        <source>This program was built without Luau, so that it cannot run scripts.</source>
        <translation>Dieses Programm wurde ohne Luau gebaut und kann deshalb keine Skripte ausführen.</translation>
    </message>
    <message>
        <source>What the engine says</source>
        <translation>Was die Engine meldet</translation>
    </message>
    <message>
        <source>Engine: errors</source>
        <translation>Engine: Fehler</translation>
    </message>
    <message>
        <source>Engine: warnings</source>
        <translation>Engine: Warnungen</translation>
    </message>
    <message>
        <source>Engine: info</source>
        <translation>Engine: Hinweise</translation>
    </message>
    <message>
        <source>Engine: debug</source>
        <translation>Engine: Debug</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Verlauf der Konsole</translation>
    </message>
    <message>
        <source>result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>The chosen result</source>
        <translation>Das gewählte Ergebnis</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>store is %1</source>
        <translation>store ist %1</translation>
    </message>
    <message>
        <source>%1 is loaded and locked</source>
        <translation>%1 ist geladen und gesperrt</translation>
    </message>
    <message>
        <source>%1 keys are loaded and locked</source>
        <translation>%1 Schlüssel sind geladen und gesperrt</translation>
    </message>
    <message>
        <source>The stores of the universe are in stores</source>
        <translation>Die Stores des Universums stehen in stores</translation>
    </message>
    <message>
        <source>This universe is read-only: what would write is refused.</source>
        <translation>Dieses Universum ist schreibgeschützt: Was schreiben würde, wird abgelehnt.</translation>
    </message>
    <message>
        <source>Unlock for Writing…</source>
        <translation>Zum Schreiben entsperren…</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::DiffDelegate</name>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::DiffView</name>
    <message>
        <source>No difference</source>
        <translation>Kein Unterschied</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Vergleicht…</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>%1 hinzugefügt</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>%1 entfernt</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 geändert</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::ElementNamesDialog</name>
    <message>
        <source>Array Elements of %1</source>
        <translation>Array-Elemente von %1</translation>
    </message>
    <message>
        <source>When a save, an undo or a commit meets changes of others, the elements of an array are matched by a member that tells them apart: id, uuid, guid, uid, key, _id, itemId, userId, name or slug. If this store has others, name them here, one on each line. A member counts where all elements have it, each with another number or text.</source>
        <translation>Wenn beim Speichern, Zurücknehmen oder Festschreiben Änderungen anderer dazukommen, werden die Elemente eines Arrays an einem Feld wiedererkannt, das sie unterscheidet: id, uuid, guid, uid, key, _id, itemId, userId, name oder slug. Hat dieser Store andere, diese hier nennen, eines je Zeile. Ein Feld zählt, wenn alle Elemente es haben, jedes mit einer anderen Zahl oder einem anderen Text.</translation>
    </message>
    <message>
        <source>Members, one on each line</source>
        <translation>Felder, eines je Zeile</translation>
    </message>
    <message>
        <source>slot</source>
        <translation>slot</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::GoToKeyDialog</name>
    <message>
        <source>Go to Key</source>
        <translation>Zu Schlüssel gehen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>S&amp;chlüssel</translation>
    </message>
    <message>
        <source>&amp;Store</source>
        <translation>&amp;Store</translation>
    </message>
    <message>
        <source>A key has at most %1 bytes; this has %2.</source>
        <translation>Ein Schlüssel hat höchstens %1 Bytes; dieser hat %2.</translation>
    </message>
    <message>
        <source>It opens also when the key is not listed, or not there yet.</source>
        <translation>Öffnet auch, wenn der Schlüssel nicht aufgelistet oder noch nicht da ist.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::HistoryPanel</name>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>This version</source>
        <translation>Diese Version</translation>
    </message>
    <message>
        <source>The same data as now</source>
        <translation>Dieselben Daten wie jetzt</translation>
    </message>
    <message>
        <source>Restoring this version would not change the data.</source>
        <translation>Das Wiederherstellen dieser Version würde die Daten nicht ändern.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>Der Verlauf wird gelesen…</translation>
    </message>
    <message>
        <source>The history could not be read</source>
        <translation>Der Verlauf konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>No history yet</source>
        <translation>Noch kein Verlauf</translation>
    </message>
    <message>
        <source>The first write to this key makes its first version.</source>
        <translation>Der erste Schreibvorgang an diesem Schlüssel macht seine erste Version.</translation>
    </message>
    <message>
        <source>Choose a version to see what differs from now</source>
        <translation>Eine Version wählen, um den Unterschied zu jetzt zu sehen</translation>
    </message>
    <message>
        <source>Click one in the timeline, or press Left and Right there.</source>
        <translation>In der Zeitleiste eine anklicken oder dort Links und Rechts drücken.</translation>
    </message>
    <message>
        <source>This is what stands there now</source>
        <translation>Das ist der jetzige Stand</translation>
    </message>
    <message>
        <source>Choose an older version to see what has changed since.</source>
        <translation>Eine ältere Version wählen, um zu sehen, was sich seitdem geändert hat.</translation>
    </message>
    <message>
        <source>Reading the version…</source>
        <translation>Die Version wird gelesen…</translation>
    </message>
    <message>
        <source>The version could not be read</source>
        <translation>Die Version konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>1 version</source>
        <translation>1 Version</translation>
    </message>
    <message numerus="yes">
        <source>%n versions</source>
        <translation>
            <numerusform>%n Version</numerusform>
            <numerusform>%n Versionen</numerusform>
        </translation>
    </message>
    <message>
        <source>against now: %1</source>
        <translation>gegen jetzt: %1</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>liest…</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Choose a version first.</source>
        <translation>Zuerst eine Version wählen.</translation>
    </message>
    <message>
        <source>Writes the old data as the newest version, with that version&apos;s own list of applied migrations; keeps user ids and attributes.</source>
        <translation>Schreibt die alten Daten als neueste Version, mit deren eigener Liste angewendeter Migrationen; behält Benutzer-IDs und Attribute.</translation>
    </message>
    <message>
        <source>Restored.</source>
        <translation>Wiederhergestellt.</translation>
    </message>
    <message>
        <source>Nothing to restore: the newest version is the same.</source>
        <translation>Nichts wiederherzustellen: Die neueste Version ist gleich.</translation>
    </message>
    <message>
        <source>Not restored: the key has changed since. Reload it and try again.</source>
        <translation>Nicht wiederhergestellt: Der Schlüssel hat sich seitdem geändert. Neu laden und erneut versuchen.</translation>
    </message>
    <message>
        <source>Not restored: a game server holds the lock of this key.</source>
        <translation>Nicht wiederhergestellt: Ein Spielserver hält die Sperre dieses Schlüssels.</translation>
    </message>
    <message>
        <source>Not restored: %1</source>
        <translation>Nicht wiederhergestellt: %1</translation>
    </message>
    <message>
        <source>Not restored: what stands there now must not be overwritten.</source>
        <translation>Nicht wiederhergestellt: Der jetzige Stand darf nicht überschrieben werden.</translation>
    </message>
    <message>
        <source>Not restored: it does not pass the schema. %1</source>
        <translation>Nicht wiederhergestellt: Es passt nicht zum Schema. %1</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::JournalFilterBar</name>
    <message>
        <source>Search the journal</source>
        <translation>Journal durchsuchen</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Text in store, key, value, path or reason</source>
        <translation>Text in Store, Schlüssel, Wert, Pfad oder Anlass</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Store</translation>
    </message>
    <message>
        <source>All stores</source>
        <translation>Alle Stores</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::JournalNotice</name>
    <message numerus="yes">
        <source>Unsaved changes of %n record(s) were recovered. They are open again and not saved yet.</source>
        <translation>
            <numerusform>Ungespeicherte Änderungen an %n Datensatz wurden wiedergefunden. Er ist wieder offen und noch nicht gespeichert.</numerusform>
            <numerusform>Ungespeicherte Änderungen an %n Datensätzen wurden wiedergefunden. Sie sind wieder offen und noch nicht gespeichert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n transaction(s) that were not committed were recovered, each as one page.</source>
        <translation>
            <numerusform>%n nicht festgeschriebene Transaktion wurde wiedergefunden, als eine Seite.</numerusform>
            <numerusform>%n nicht festgeschriebene Transaktionen wurden wiedergefunden, jede als eine Seite.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unsaved changes of %n more record(s) are kept but could not be read.</source>
        <translation>
            <numerusform>Ungespeicherte Änderungen an %n weiteren Datensatz sind aufbewahrt, konnten aber nicht gelesen werden.</numerusform>
            <numerusform>Ungespeicherte Änderungen an %n weiteren Datensätzen sind aufbewahrt, konnten aber nicht gelesen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of the records were kept by an older Plectrum, which did not note what belongs to one transaction. If some are parts of a transfer, save none of them alone: make a new transaction of them.</source>
        <translation>%1 der Datensätze wurden von einem älteren Plectrum aufbewahrt, das nicht vermerkt hat, was zu einer Transaktion gehört. Sind einige davon Teile einer Übertragung, keinen davon allein speichern, sondern eine neue Transaktion daraus machen.</translation>
    </message>
    <message>
        <source>%1. Edits are not kept if the program ends, and writes cannot be undone later. Everything else works.</source>
        <translation>%1. Bearbeitungen gehen verloren, wenn das Programm endet, und Schreibvorgänge können später nicht zurückgenommen werden. Alles andere geht.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::JournalPanel</name>
    <message>
        <source>Journal of writes</source>
        <translation>Journal der Schreibvorgänge</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Nothing in the data</source>
        <translation>Nichts in den Daten</translation>
    </message>
    <message>
        <source>What is kept around the data changed.</source>
        <translation>Geändert hat sich, was neben den Daten aufbewahrt ist.</translation>
    </message>
    <message>
        <source>No write fits the filter</source>
        <translation>Kein Schreibvorgang passt zum Filter</translation>
    </message>
    <message>
        <source>Ctrl+Backspace shows all writes of this universe.</source>
        <translation>Strg+Rücktaste zeigt alle Schreibvorgänge dieses Universums.</translation>
    </message>
    <message>
        <source>Nothing was written yet</source>
        <translation>Noch nichts geschrieben</translation>
    </message>
    <message>
        <source>Each write of yours to this universe is kept here, with what it changed. Change a record and save it; it can be undone from here, also tomorrow.</source>
        <translation>Jeder eigene Schreibvorgang in diesem Universum wird hier aufbewahrt, mit dem, was er geändert hat. Er kann von hier aus zurückgenommen werden, auch morgen noch.</translation>
    </message>
    <message>
        <source>No write chosen</source>
        <translation>Kein Schreibvorgang gewählt</translation>
    </message>
    <message>
        <source>Choose a write to see what it changed.</source>
        <translation>Einen Schreibvorgang wählen, um zu sehen, was er geändert hat.</translation>
    </message>
    <message>
        <source>Take the chosen write back (Ctrl+U)</source>
        <translation>Gewählten Schreibvorgang zurücknehmen (Strg+U)</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::JsonTextView</name>
    <message>
        <source>Data of the record as text</source>
        <translation>Daten des Datensatzes als Text</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Take the text over into the draft (Ctrl+Return)</source>
        <translation>Den Text in den Entwurf übernehmen (Strg+Return)</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Drop what was typed since</source>
        <translation>Verwerfen, was seitdem eingegeben wurde</translation>
    </message>
    <message>
        <source>Show all text</source>
        <translation>Ganzen Text zeigen</translation>
    </message>
    <message>
        <source>The text is %1 long. Choose a part in the tree to see its text, or show all of it.</source>
        <translation>Der Text ist %1 lang. Im Baum einen Teil wählen, um seinen Text zu sehen, oder alles zeigen.</translation>
    </message>
    <message>
        <source>The typed text cannot become part of the draft now.</source>
        <translation>Der eingegebene Text kann jetzt nicht in den Entwurf übernommen werden.</translation>
    </message>
    <message>
        <source>The typed text changes values that were changed elsewhere in the draft since. Revert it, or undo the other change.</source>
        <translation>Der eingegebene Text ändert Werte, die seitdem anderswo im Entwurf geändert wurden. Zurücksetzen oder die andere Änderung rückgängig machen.</translation>
    </message>
    <message>
        <source>The typed text is not valid JSON. Correct it or revert it.</source>
        <translation>Der eingegebene Text ist kein gültiges JSON. Berichtigen oder zurücksetzen.</translation>
    </message>
    <message>
        <source>edit as text</source>
        <translation>Bearbeiten als Text</translation>
    </message>
    <message>
        <source>Loading the text: %1 %</source>
        <translation>Text wird geladen: %1 %</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Prüft…</translation>
    </message>
    <message>
        <source>Valid JSON, not yet part of the draft</source>
        <translation>Gültiges JSON, noch nicht im Entwurf</translation>
    </message>
    <message>
        <source>Text of %1</source>
        <translation>Text von %1</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Schreibgeschützt</translation>
    </message>
    <message>
        <source>Valid JSON</source>
        <translation>Gültiges JSON</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::JsonTreeView</name>
    <message>
        <source>Data of the record</source>
        <translation>Daten des Datensatzes</translation>
    </message>
    <message>
        <source>This value cannot be changed now.</source>
        <translation>Dieser Wert kann jetzt nicht geändert werden.</translation>
    </message>
    <message>
        <source>An escape in it is not complete or not known.</source>
        <translation>Eine Escape-Folge darin ist unvollständig oder unbekannt.</translation>
    </message>
    <message>
        <source>What is typed in the cell is not taken over. %1</source>
        <translation>Die Eingabe in der Zelle wird nicht übernommen. %1</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Only arrays and objects hold other values. Change the type first.</source>
        <translation>Nur Arrays und Objekte enthalten andere Werte. Zuerst den Typ ändern.</translation>
    </message>
    <message>
        <source>The data itself cannot be removed, only what is in it.</source>
        <translation>Die Daten selbst können nicht entfernt werden, nur ihr Inhalt.</translation>
    </message>
    <message>
        <source>The data itself cannot be duplicated.</source>
        <translation>Die Daten selbst können nicht dupliziert werden.</translation>
    </message>
    <message>
        <source>Only elements of arrays have an order; members stand by name.</source>
        <translation>Nur Elemente von Arrays haben eine Reihenfolge; Felder stehen nach Namen.</translation>
    </message>
    <message>
        <source>The clipboard holds no JSON. %1.</source>
        <translation>Die Zwischenablage enthält kein JSON. %1.</translation>
    </message>
    <message>
        <source>This would be nested deeper than a data store holds.</source>
        <translation>Das wäre tiefer verschachtelt, als ein Data Store fasst.</translation>
    </message>
    <message>
        <source>Only the first levels are open: all rows would be too many.</source>
        <translation>Nur die ersten Ebenen sind aufgeklappt: Alle Zeilen wären zu viele.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::JsonValueDelegate</name>
    <message>
        <source>A JSON number: digits, with “.” and “e” where needed, up to 1.8e308.</source>
        <translation>Eine JSON-Zahl: Ziffern, bei Bedarf mit „.“ und „e“, bis 1.8e308.</translation>
    </message>
    <message>
        <source>The object has a member of this name already.</source>
        <translation>Das Objekt hat schon ein Feld dieses Namens.</translation>
    </message>
    <message>
        <source>Half of a surrogate pair</source>
        <translation>Halbes Surrogatpaar</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::KeyBrowser</name>
    <message>
        <source>Stores of the universe</source>
        <translation>Stores des Universums</translation>
    </message>
    <message>
        <source>Starts with</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>Asks the data store for keys that start with this (case matters)</source>
        <translation>Fragt den Data Store nach Schlüsseln mit diesem Anfang (Groß- und Kleinschreibung zählt)</translation>
    </message>
    <message>
        <source>Filter loaded keys</source>
        <translation>Geladene Schlüssel filtern</translation>
    </message>
    <message>
        <source>Shows only those of the loaded keys that contain this</source>
        <translation>Zeigt von den geladenen Schlüsseln nur die, die dies enthalten</translation>
    </message>
    <message>
        <source>Keys of the store</source>
        <translation>Schlüssel des Stores</translation>
    </message>
    <message>
        <source>Keys are being listed</source>
        <translation>Schlüssel werden aufgelistet</translation>
    </message>
    <message>
        <source>%1 of %2 loaded keys</source>
        <translation>%1 von %2 geladenen Schlüsseln</translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys, as read at %1</source>
        <translation>
            <numerusform>%Ln Schlüssel, gelesen um %1</numerusform>
            <numerusform>%Ln Schlüssel, gelesen um %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln Schlüssel</numerusform>
            <numerusform>%Ln Schlüssel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys loaded</source>
        <translation>
            <numerusform>%Ln Schlüssel geladen</numerusform>
            <numerusform>%Ln Schlüssel geladen</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl+F5 tries again.</source>
        <translation>Strg+F5 versucht es erneut.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Load All</source>
        <translation>Alle laden</translation>
    </message>
    <message>
        <source>Stop loading keys</source>
        <translation>Laden der Schlüssel anhalten</translation>
    </message>
    <message>
        <source>Load all keys of the store</source>
        <translation>Alle Schlüssel des Stores laden</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>The keys could not be listed</source>
        <translation>Die Schlüssel konnten nicht aufgelistet werden</translation>
    </message>
    <message>
        <source>No stores</source>
        <translation>Keine Stores</translation>
    </message>
    <message>
        <source>This universe has no data yet. Import some with plectrumctl import.</source>
        <translation>Dieses Universum hat noch keine Daten. Mit plectrumctl import lassen sich welche importieren.</translation>
    </message>
    <message>
        <source>No loaded key contains this</source>
        <translation>Kein geladener Schlüssel enthält dies</translation>
    </message>
    <message>
        <source>There are more keys: load all, or give a prefix.</source>
        <translation>Es gibt mehr Schlüssel: alle laden oder einen Anfang angeben.</translation>
    </message>
    <message>
        <source>No key starts with this</source>
        <translation>Kein Schlüssel hat diesen Anfang</translation>
    </message>
    <message>
        <source>Upper and lower case differ.</source>
        <translation>Groß- und Kleinschreibung wird unterschieden.</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Schlüssel</translation>
    </message>
    <message>
        <source>This store is empty.</source>
        <translation>Dieser Store ist leer.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::LockDelegate</name>
    <message>
        <source>%1
Lock: %2</source>
        <translation>%1
Sperre: %2</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::LockIndicator</name>
    <message>
        <source>%1, waiting</source>
        <translation>%1, wartet</translation>
    </message>
    <message>
        <source>Lock: %1</source>
        <translation>Sperre: %1</translation>
    </message>
    <message>
        <source>Lock: %1
%2</source>
        <translation>Sperre: %1
%2</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::LockNotice</name>
    <message>
        <source>The lock was not broken. %1</source>
        <translation>Die Sperre wurde nicht gebrochen. %1</translation>
    </message>
    <message>
        <source>The lock of %1 is broken. The server that held it may still write, until its next refresh at the latest 60 s from now.</source>
        <translation>Die Sperre von %1 ist gebrochen. Der Server, der sie hielt, schreibt vielleicht noch, bis zu seiner nächsten Auffrischung spätestens in 60 s.</translation>
    </message>
    <message>
        <source>The lock of %1 was free already.</source>
        <translation>Die Sperre von %1 war schon frei.</translation>
    </message>
    <message>
        <source>The lock was not broken: another holder had taken it by then.</source>
        <translation>Die Sperre wurde nicht gebrochen: Ein anderer Halter hatte sie inzwischen genommen.</translation>
    </message>
    <message>
        <source>Waiting until the lock of %1 is free.</source>
        <translation>Es wird gewartet, bis die Sperre von %1 frei ist.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>Warten abbrechen</translation>
    </message>
    <message>
        <source>The lock of %1 is free now.</source>
        <translation>Die Sperre von %1 ist jetzt frei.</translation>
    </message>
    <message>
        <source>The wait for the lock ended. %1</source>
        <translation>Das Warten auf die Sperre ist zu Ende. %1</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::LocklessDialog</name>
    <message>
        <source>Allow for This Session</source>
        <translation>Für diese Sitzung erlauben</translation>
    </message>
    <message>
        <source>Write Without Lock</source>
        <translation>Ohne Sperre schreiben</translation>
    </message>
    <message>
        <source>Write records without their lock?</source>
        <translation>Datensätze ohne ihre Sperre schreiben?</translation>
    </message>
    <message>
        <source>The sentence, typed to confirm</source>
        <translation>Der Satz, zur Bestätigung eingegeben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The locks of this universe cannot be reached, so a live server may hold a key that you write. It does not see your write: its next save of that player overwrites it, and what you changed is only in the history then.</source>
        <translation>Die Sperren dieses Universums sind nicht erreichbar, darum hält vielleicht ein laufender Server einen Schlüssel, der hier geschrieben wird. Er sieht das nicht: Sein nächstes Speichern dieses Spielers überschreibt es, und die Änderung steht dann nur noch im Verlauf.</translation>
    </message>
    <message>
        <source>With a place id and a key that may run scripts in it, Plectrum takes the lock as a server does, and nothing of this can happen.</source>
        <translation>Mit einer Place-ID und einem Schlüssel, der darin Skripte ausführen darf, nimmt Plectrum die Sperre wie ein Server, und nichts davon kann geschehen.</translation>
    </message>
    <message>
        <source>Type “%1” to go on.</source>
        <translation>Zum Fortfahren „%1“ eingeben.</translation>
    </message>
    <message>
        <source>write without lock</source>
        <translation>ohne sperre schreiben</translation>
    </message>
    <message>
        <source>Write without lock…</source>
        <translation>Ohne Sperre schreiben…</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::LogPanel</name>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Nur Fehler</translation>
    </message>
    <message>
        <source>Warnings and graver</source>
        <translation>Ab Warnungen</translation>
    </message>
    <message>
        <source>Info and graver</source>
        <translation>Ab Info</translation>
    </message>
    <message>
        <source>Debug and graver</source>
        <translation>Ab Debug</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>Alle Stufen</translation>
    </message>
    <message>
        <source>Filter the log</source>
        <translation>Protokoll filtern</translation>
    </message>
    <message>
        <source>Filter: words, or key=player_1</source>
        <translation>Filter: Wörter oder key=player_1</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1 of %2 lines</source>
        <translation>%1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>No line fits the filter</source>
        <translation>Keine Zeile passt zum Filter</translation>
    </message>
    <message numerus="yes">
        <source>Choose “All levels” or clear the filter to see the %n line(s) that are kept.</source>
        <translation>
            <numerusform>„Alle Stufen“ wählen oder den Filter leeren, um die %n aufbewahrte Zeile zu sehen.</numerusform>
            <numerusform>„Alle Stufen“ wählen oder den Filter leeren, um die %n aufbewahrten Zeilen zu sehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was logged yet</source>
        <translation>Noch nichts protokolliert</translation>
    </message>
    <message>
        <source>What the engine does in this universe is logged here: loads, saves, locks, retries. In the demo, start the game server to see it at work.</source>
        <translation>Hier steht, was in diesem Universum geschieht: Laden, Speichern, Sperren, Wiederholungen. In der Demo den Spielserver starten, um es zu sehen.</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>Protokoll exportieren</translation>
    </message>
    <message>
        <source>Text (*.log *.txt)</source>
        <translation>Text (*.log *.txt)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON-Zeilen (*.jsonl)</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) written to %1.</source>
        <translation>
            <numerusform>%n Zeile nach %1 geschrieben.</numerusform>
            <numerusform>%n Zeilen nach %1 geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>The log was not written to %1: %2.</source>
        <translation>Das Protokoll wurde nicht nach %1 geschrieben: %2.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::LogView</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::MainWindow</name>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>&amp;Make Read-Only Now</source>
        <translation>&amp;Jetzt schreibgeschützt machen</translation>
    </message>
    <message>
        <source>&amp;Unlock for Writing…</source>
        <translation>Zum Schreiben f&amp;reischalten…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 · %2 · Plectrum</source>
        <translation>%1 · %2 · Plectrum</translation>
    </message>
    <message>
        <source>%1 · Plectrum</source>
        <translation>%1 · Plectrum</translation>
    </message>
    <message>
        <source>About Plectrum</source>
        <translation>Über Plectrum</translation>
    </message>
    <message>
        <source>Plectrum %1</source>
        <translation>Plectrum %1</translation>
    </message>
    <message>
        <source>Inspector and editor for the stores of the Lyra player-data library.
Free software under the MIT licence.</source>
        <translation>Inspektor und Editor für die Stores der Spielerdaten-Bibliothek Lyra.
Freie Software unter der MIT-Lizenz.</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Konsole</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::MessageBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Diese Meldung ausblenden</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::OperationDelegate</name>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>bisher %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::OperationsPanel</name>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Resume Task</source>
        <translation>Aufgabe fortsetzen</translation>
    </message>
    <message>
        <source>Pause Task</source>
        <translation>Aufgabe anhalten</translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation>Nichts läuft</translation>
    </message>
    <message>
        <source>Long reading, waiting for locks and what failed of it stand here.</source>
        <translation>Hier stehen langes Lesen, das Warten auf Sperren und was davon fehlschlug.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::ProductionChip</name>
    <message>
        <source>Players are in it. Click to make it read-only now.</source>
        <translation>Spieler sind darin. Klicken, um es jetzt schreibgeschützt zu machen.</translation>
    </message>
    <message>
        <source>Nothing can be written. Click to unlock it for a time.</source>
        <translation>Nichts kann geschrieben werden. Klicken, um es auf Zeit freizuschalten.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::RecordActions</name>
    <message>
        <source>Change the type to %1</source>
        <translation>Typ ändern zu %1</translation>
    </message>
    <message>
        <source>Change &amp;type</source>
        <translation>&amp;Typ ändern</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::RecordFactStrip</name>
    <message>
        <source>All facts of this record</source>
        <translation>Alle Angaben zu diesem Datensatz</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::RecordPanel</name>
    <message>
        <source>%1 What is shown was read on %2.</source>
        <translation>%1 Was zu sehen ist, wurde am %2 gelesen.</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>The record could not be read.</source>
        <translation>Der Datensatz konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>No entry at this key.
If it was removed, its history below may still hold versions that can be restored.</source>
        <translation>Kein Eintrag an diesem Schlüssel.
Wurde er entfernt, hat sein Verlauf unten vielleicht noch Versionen, die wiederhergestellt werden können.</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source> Older versions are kept: choose one in the history below to restore it.</source>
        <translation> Ältere Versionen sind erhalten: unten im Verlauf eine zum Wiederherstellen wählen.</translation>
    </message>
    <message>
        <source> No older version is kept any more.</source>
        <translation> Keine ältere Version ist mehr erhalten.</translation>
    </message>
    <message>
        <source>Treat as no data</source>
        <translation>Als keine Daten behandeln</translation>
    </message>
    <message>
        <source>The odd entry at this key counts as no data, as games take it: what stands below is a new record. Saving it replaces that entry as a whole, and asks before. Reading the record again shows the entry.</source>
        <translation>Der fremde Eintrag an diesem Schlüssel gilt als keine Daten, wie es Spiele halten: Unten steht ein neuer Datensatz. Speichern ersetzt den Eintrag als Ganzes und fragt vorher. Neu laden zeigt den Eintrag wieder.</translation>
    </message>
    <message>
        <source>This record is damaged: %1.
Below stands the entry as it is stored, read-only.%2</source>
        <translation>Dieser Datensatz ist beschädigt: %1.
Unten steht der Eintrag, wie er gespeichert ist, schreibgeschützt.%2</translation>
    </message>
    <message>
        <source>This entry is not in Lyra&apos;s format. It is shown as it is stored, read-only.</source>
        <translation>Dieser Eintrag hat nicht das Format von Lyra. Er wird gezeigt, wie er gespeichert ist, schreibgeschützt.</translation>
    </message>
    <message>
        <source>%1
%2.</source>
        <translation>%1
%2.</translation>
    </message>
    <message>
        <source>This key is inside a transaction that is not finished. What is shown is the data before it; the key cannot be saved until it is over.</source>
        <translation>Dieser Schlüssel steckt in einer unfertigen Transaktion. Zu sehen sind die Daten davor; er kann erst gespeichert werden, wenn sie vorbei ist.</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::RecordTabBar</name>
    <message>
        <source>Close (there are unsaved changes)</source>
        <translation>Schließen (es gibt ungespeicherte Änderungen)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Open records</source>
        <translation>Offene Datensätze</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::RecordTabs</name>
    <message>
        <source>All tabs</source>
        <translation>Alle Tabs</translation>
    </message>
    <message>
        <source>Changed by somebody else meanwhile: choose which side counts.</source>
        <translation>Inzwischen von anderer Seite geändert: wählen, welche Seite gilt.</translation>
    </message>
    <message>
        <source>Waiting for its lock.</source>
        <translation>Wartet auf seine Sperre.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Close &amp;Others</source>
        <translation>&amp;Andere schließen</translation>
    </message>
    <message>
        <source>Close &amp;All</source>
        <translation>A&amp;lle schließen</translation>
    </message>
    <message>
        <source>&amp;Keep Open</source>
        <translation>&amp;Offen halten</translation>
    </message>
    <message>
        <source>Copy &amp;Key</source>
        <translation>Schlüssel &amp;kopieren</translation>
    </message>
    <message>
        <source>%1 (unsaved)</source>
        <translation>%1 (ungespeichert)</translation>
    </message>
    <message>
        <source>No tab is open</source>
        <translation>Kein Tab ist offen</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::RequestChip</name>
    <message>
        <source>What the requests to the service draw on. Click for each budget.</source>
        <translation>Was die Anfragen an den Dienst verbrauchen. Klicken für jedes Budget.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::RequestPanel</name>
    <message>
        <source>Requests to the service</source>
        <translation>Anfragen an den Dienst</translation>
    </message>
    <message>
        <source>Nothing was asked in this minute.</source>
        <translation>In dieser Minute wurde nichts angefragt.</translation>
    </message>
    <message>
        <source>&amp;Go On</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Pause All but Locks</source>
        <translation>Alles außer Sperren &amp;anhalten</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::SaveController</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Takes the lock of %1, and while the odd entry is still the one below, replaces it as a whole by a new record with this data and without any applied migration. %2</source>
        <translation>Nimmt die Sperre von %1 und ersetzt, solange der fremde Eintrag noch der untere ist, ihn als Ganzes durch einen neuen Datensatz mit diesen Daten und ohne angewendete Migrationen. %2</translation>
    </message>
    <message>
        <source>Merges with the newest value of %1 and writes.</source>
        <translation>Führt mit dem neuesten Wert von %1 zusammen und schreibt.</translation>
    </message>
    <message>
        <source>Another server holds the lock of %1, mostly because the player is on it. Waits until it is free, then takes it, merges with the newest data and writes. Until then nothing is written and your changes stay here.</source>
        <translation>Ein anderer Server hält die Sperre von %1, meist weil der Spieler darauf ist. Wartet, bis sie frei ist, nimmt sie dann, führt mit den neuesten Daten zusammen und schreibt. Bis dahin wird nichts geschrieben, und die Änderungen bleiben hier.</translation>
    </message>
    <message>
        <source>Merges with the newest data of %1 and writes without its lock, which cannot be reached: a live server that holds it overwrites this with its next save.</source>
        <translation>Führt mit den neuesten Daten von %1 zusammen und schreibt ohne die Sperre, die nicht erreichbar ist: Ein laufender Server, der sie hält, überschreibt dies mit seinem nächsten Speichern.</translation>
    </message>
    <message>
        <source>Takes the lock of %1, merges with the newest data and writes. Whether somebody holds the lock now is not known; if so, nothing is written.</source>
        <translation>Nimmt die Sperre von %1, führt mit den neuesten Daten zusammen und schreibt. Ob jemand die Sperre jetzt hält, ist nicht bekannt; wenn ja, wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>Takes the lock of %1, merges with the newest data and writes.</source>
        <translation>Nimmt die Sperre von %1, führt mit den neuesten Daten zusammen und schreibt.</translation>
    </message>
    <message>
        <source>There is nothing to save.</source>
        <translation>Es gibt nichts zu speichern.</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Änderungen speichern</translation>
    </message>
    <message>
        <source>The draft was changed since it was shown, so nothing was written.</source>
        <translation>Der Entwurf wurde geändert, seit er gezeigt wurde; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Your changes are saved then; until then they stay here.</source>
        <translation>Dann werden die Änderungen gespeichert; bis dahin bleiben sie hier.</translation>
    </message>
    <message>
        <source>The lock is free now. The draft was changed while it waited, so it was not saved.</source>
        <translation>Die Sperre ist jetzt frei. Der Entwurf wurde während des Wartens geändert, darum wurde er nicht gespeichert.</translation>
    </message>
    <message>
        <source>Wait for lock and save</source>
        <translation>Auf Sperre warten und speichern</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Not saved. %1</source>
        <translation>Nicht gespeichert. %1</translation>
    </message>
    <message>
        <source>Nothing is left to save: all of theirs was taken.</source>
        <translation>Nichts mehr zu speichern: Alle fremden Werte wurden genommen.</translation>
    </message>
    <message>
        <source>entry that is replaced</source>
        <translation>Eintrag, der ersetzt wird</translation>
    </message>
    <message>
        <source>data that is written</source>
        <translation>Daten, die geschrieben werden</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::SaveDialog</name>
    <message>
        <source>No difference in the data</source>
        <translation>Kein Unterschied in den Daten</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Vergleicht…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::SearchBar</name>
    <message>
        <source>Find in names and values</source>
        <translation>In Namen und Werten suchen</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Sucht…</translation>
    </message>
    <message>
        <source>No match</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 match</source>
        <translation>%1 Treffer</translation>
    </message>
    <message>
        <source>%1 matches</source>
        <translation>%1 Treffer</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::ShortcutsDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search actions and keys</source>
        <translation>Aktionen und Tasten suchen</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::SimulationChip</name>
    <message>
        <source>Click to stop it.</source>
        <translation>Klicken zum Anhalten.</translation>
    </message>
    <message>
        <source>Click to start it.</source>
        <translation>Klicken zum Starten.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::StringPage</name>
    <message>
        <source>Ctrl+Return takes the text over, Escape leaves it as it was.</source>
        <translation>Strg+Return übernimmt den Text, Esc lässt ihn, wie er war.</translation>
    </message>
    <message>
        <source>This text has characters that cannot be seen. They are shown as escapes, as in JSON: \r, \u2028; a backslash is \\. Ctrl+Return takes the text over, Escape leaves it as it was.</source>
        <translation>Dieser Text hat unsichtbare Zeichen. Sie sind als Escape-Folgen gezeigt, wie in JSON: \r, \u2028; ein Backslash ist \\. Strg+Return übernimmt den Text, Esc lässt ihn, wie er war.</translation>
    </message>
    <message>
        <source>An escape is not complete: \uXXXX takes four digits, a backslash is \\.</source>
        <translation>Eine Escape-Folge ist unvollständig: \uXXXX braucht vier Ziffern, ein Backslash ist \\.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::TransactionColumn</name>
    <message>
        <source>Data of %1</source>
        <translation>Daten von %1</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Not changed</source>
        <translation>Nicht geändert</translation>
    </message>
    <message>
        <source>Edit it, or drag something from another key.</source>
        <translation>Bearbeiten oder etwas von einem anderen Schlüssel herziehen.</translation>
    </message>
    <message>
        <source>Remove %1 from the transaction</source>
        <translation>%1 aus der Transaktion nehmen</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Liest…</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>It could not be read</source>
        <translation>Konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Cannot take part</source>
        <translation>Kann nicht teilnehmen</translation>
    </message>
    <message>
        <source>There is no record at this key.</source>
        <translation>An diesem Schlüssel ist kein Datensatz.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::TransactionComposer</name>
    <message>
        <source>Add a key</source>
        <translation>Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>Key to add</source>
        <translation>Schlüssel zum Hinzufügen</translation>
    </message>
    <message>
        <source>Step through</source>
        <translation>Schrittweise</translation>
    </message>
    <message>
        <source>Stops after each step; there you may play a crash</source>
        <translation>Hält nach jedem Schritt an; dort lässt sich ein Absturz spielen</translation>
    </message>
    <message>
        <source>Change several keys together, or none of them</source>
        <translation>Mehrere Schlüssel zusammen ändern oder keinen</translation>
    </message>
    <message>
        <source>Drag keys of one Lyra store here from the browser, or type one above.
Then edit them side by side, and drag values from one to another.</source>
        <translation>Schlüssel eines Lyra-Stores aus dem Browser hierher ziehen oder oben einen eingeben.
Dann nebeneinander bearbeiten und Werte von einem zum anderen ziehen.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Crash here</source>
        <translation>Hier abstürzen</translation>
    </message>
    <message>
        <source>Stops as a server that dies at this moment: its locks stay</source>
        <translation>Hält an wie ein Server, der in diesem Moment stirbt: Seine Sperren bleiben</translation>
    </message>
    <message>
        <source>What a reader gets now</source>
        <translation>Was ein Leser jetzt bekommt</translation>
    </message>
    <message>
        <source>Choose a Lyra store in the browser first.</source>
        <translation>Zuerst im Browser einen Lyra-Store wählen.</translation>
    </message>
    <message>
        <source>&amp;Move to…</source>
        <translation>&amp;Verschieben nach…</translation>
    </message>
    <message>
        <source>&amp;Copy to…</source>
        <translation>&amp;Kopieren nach…</translation>
    </message>
    <message>
        <source>&amp;Swap with…</source>
        <translation>&amp;Tauschen mit…</translation>
    </message>
    <message>
        <source>Committing…</source>
        <translation>Schreibt fest…</translation>
    </message>
    <message>
        <source>A recovered key cannot be edited now: nothing can be committed without it. Wait, or remove the key.</source>
        <translation>Ein wiedergefundener Schlüssel kann jetzt nicht bearbeitet werden: Ohne ihn kann nichts festgeschrieben werden. Warten oder den Schlüssel entfernen.</translation>
    </message>
    <message>
        <source>Nothing was written. %1</source>
        <translation>Es wurde nichts geschrieben. %1</translation>
    </message>
    <message>
        <source>The drafts were changed since they were shown, so nothing was written.</source>
        <translation>Die Entwürfe wurden geändert, seit sie gezeigt wurden; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>each key</source>
        <translation>alle Schlüssel</translation>
    </message>
    <message>
        <source>Taking the locks…</source>
        <translation>Die Sperren werden genommen…</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::TransactionLanes</name>
    <message>
        <source>Steps of the transaction</source>
        <translation>Schritte der Transaktion</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Freigegeben</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::TransactionPages</name>
    <message>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>Unfinished transactions</source>
        <translation>Unfertige Transaktionen</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::UndoController</name>
    <message>
        <source>Something is typed that cannot be taken over. Correct it or drop it, then undo.</source>
        <translation>Eine Eingabe kann nicht übernommen werden. Berichtigen oder verwerfen, dann zurücknehmen.</translation>
    </message>
    <message numerus="yes">
        <source>Takes %n write(s) of %1 back, that belong together.</source>
        <translation>
            <numerusform>Nimmt %n Schreibvorgang von %1 zurück.</numerusform>
            <numerusform>Nimmt %n Schreibvorgänge von %1 zurück, die zusammengehören.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undoes one write of %1.</source>
        <translation>Nimmt einen Schreibvorgang von %1 zurück.</translation>
    </message>
    <message>
        <source>What others have changed since elsewhere stays. Where they have changed the same places nothing is written.</source>
        <translation>Was andere seitdem anderswo geändert haben, bleibt. Wo sie dieselben Stellen geändert haben, wird nichts geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>%n other write(s) that were made together with it stay as they are.</source>
        <translation>
            <numerusform>%n anderer Schreibvorgang, der zusammen damit erfolgte, bleibt, wie er ist.</numerusform>
            <numerusform>%n andere Schreibvorgänge, die zusammen damit erfolgten, bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo these writes</source>
        <translation>Diese Schreibvorgänge zurücknehmen</translation>
    </message>
    <message>
        <source>Undo this write</source>
        <translation>Diesen Schreibvorgang zurücknehmen</translation>
    </message>
    <message numerus="yes">
        <source>Undo %n write(s)</source>
        <translation>
            <numerusform>%n Schreibvorgang zurücknehmen</numerusform>
            <numerusform>%n Schreibvorgänge zurücknehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>The journal has changed since it was shown, so nothing was undone. Look at it again.</source>
        <translation>Das Journal hat sich geändert, seit es gezeigt wurde; es wurde nichts zurückgenommen. Erneut ansehen.</translation>
    </message>
    <message>
        <source>Undoing in %1</source>
        <translation>In %1 zurücknehmen</translation>
    </message>
    <message>
        <source>Cancelled. The journal tells what was written.</source>
        <translation>Abgebrochen. Das Journal zeigt, was geschrieben wurde.</translation>
    </message>
    <message numerus="yes">
        <source>%n write(s) were undone.</source>
        <translation>
            <numerusform>%n Schreibvorgang wurde zurückgenommen.</numerusform>
            <numerusform>%n Schreibvorgänge wurden zurückgenommen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::UnfinishedTransactions</name>
    <message>
        <source>The marker stands, so readers get the data before.</source>
        <translation>Der Marker steht, also bekommen Leser die Daten davor.</translation>
    </message>
    <message>
        <source>The marker is gone, so it is committed.</source>
        <translation>Der Marker ist weg, also ist sie festgeschrieben.</translation>
    </message>
    <message>
        <source>Only one record holds it, so a part is gone for good: it can only be rolled back.</source>
        <translation>Nur ein Datensatz enthält sie, ein Teil ist also endgültig weg: Sie kann nur zurückgerollt werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n records could not be read and may hold it, too.</source>
        <translation>
            <numerusform>%n Datensatz konnte nicht gelesen werden und enthält sie vielleicht auch.</numerusform>
            <numerusform>%n Datensätze konnten nicht gelesen werden und enthalten sie vielleicht auch.</numerusform>
        </translation>
    </message>
    <message>
        <source>Unfinished transactions</source>
        <translation>Unfertige Transaktionen</translation>
    </message>
    <message>
        <source>Finish…</source>
        <translation>Abschließen…</translation>
    </message>
    <message>
        <source>Roll Back…</source>
        <translation>Zurückrollen…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Check Again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Looking through all Lyra stores…</source>
        <translation>Alle Lyra-Stores werden durchsucht…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln records read…</source>
        <translation>
            <numerusform>%Ln Datensatz gelesen…</numerusform>
            <numerusform>%Ln Datensätze gelesen…</numerusform>
        </translation>
    </message>
    <message>
        <source>No unfinished transactions in this universe</source>
        <translation>Keine unfertigen Transaktionen in diesem Universum</translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished transactions</source>
        <translation>
            <numerusform>%n unfertige Transaktion</numerusform>
            <numerusform>%n unfertige Transaktionen</numerusform>
        </translation>
    </message>
    <message>
        <source>A transaction is unfinished when its server stopped between its writes. Nothing is lost: readers get the data before.</source>
        <translation>Eine Transaktion ist unfertig, wenn ihr Server zwischen ihren Schreibvorgängen stehen geblieben ist. Nichts ist verloren: Leser bekommen die Daten davor.</translation>
    </message>
    <message>
        <source>%1 · locked: its server may still be at work</source>
        <translation>%1 · gesperrt: ihr Server arbeitet vielleicht noch</translation>
    </message>
    <message>
        <source>Before (roll back)</source>
        <translation>Davor (zurückrollen)</translation>
    </message>
    <message>
        <source>After (finish)</source>
        <translation>Danach (abschließen)</translation>
    </message>
    <message>
        <source>The data after cannot be had</source>
        <translation>Die Daten danach sind nicht zu bekommen</translation>
    </message>
    <message>
        <source>Finish this transaction?</source>
        <translation>Diese Transaktion abschließen?</translation>
    </message>
    <message>
        <source>Roll this transaction back?</source>
        <translation>Diese Transaktion zurückrollen?</translation>
    </message>
    <message numerus="yes">
        <source>%n keys become the data after. This is final.</source>
        <translation>
            <numerusform>%n Schlüssel bekommt die Daten danach. Das ist endgültig.</numerusform>
            <numerusform>%n Schlüssel bekommen die Daten danach. Das ist endgültig.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys keep the data before; what the transaction wrote is dropped.</source>
        <translation>
            <numerusform>%n Schlüssel behält die Daten davor; was die Transaktion geschrieben hat, entfällt.</numerusform>
            <numerusform>%n Schlüssel behalten die Daten davor; was die Transaktion geschrieben hat, entfällt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>Roll Back</source>
        <translation>Zurückrollen</translation>
    </message>
    <message>
        <source>each key</source>
        <translation>alle Schlüssel</translation>
    </message>
    <message>
        <source>Nothing was ended. %1</source>
        <translation>Es wurde nichts beendet. %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Finish removes the marker: all keys shown become the data after. A key that was saved by a server since cannot be seen here and keeps what it has.</source>
        <translation>„Abschließen“ entfernt den Marker: Alle gezeigten Schlüssel bekommen die Daten danach. Ein Schlüssel, den seitdem ein Server gespeichert hat, ist hier nicht zu sehen und behält, was er hat.</translation>
    </message>
    <message>
        <source>Roll back writes the data before into each key shown and then removes the marker. It is the safe choice.</source>
        <translation>„Zurückrollen“ schreibt die Daten davor in jeden gezeigten Schlüssel und entfernt dann den Marker. Das ist die sichere Wahl.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::UniverseChooser</name>
    <message>
        <source>Universes (*.plectrum)</source>
        <translation>Universen (*.plectrum)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open Universe</source>
        <translation>Universum öffnen</translation>
    </message>
    <message>
        <source>New Universe</source>
        <translation>Neues Universum</translation>
    </message>
    <message>
        <source>Demo universe</source>
        <translation>Demo-Universum</translation>
    </message>
    <message>
        <source>Universe %1</source>
        <translation>Universum %1</translation>
    </message>
    <message>
        <source>%1 (PRODUCTION)</source>
        <translation>%1 (PRODUKTION)</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>&amp;Export without Keys…</source>
        <translation>Ohne Schlüssel &amp;exportieren…</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>&amp;Ändern…</translation>
    </message>
    <message>
        <source>&amp;Duplicate…</source>
        <translation>&amp;Duplizieren…</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>Ent&amp;fernen…</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 entfernen?</translation>
    </message>
    <message>
        <source>Its API key is taken out of the keychain with it. Nothing happens to the universe.</source>
        <translation>Der API-Schlüssel wird dabei aus dem Schlüsselbund genommen. Dem Universum geschieht nichts.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove Connection</source>
        <translation>Verbindung entfernen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The key of %1 could not be taken out of the keychain.</source>
        <translation>Der Schlüssel von %1 konnte nicht aus dem Schlüsselbund genommen werden.</translation>
    </message>
    <message>
        <source>%1 If this computer keeps the key, it stays there.</source>
        <translation>%1 Falls dieser Rechner den Schlüssel aufbewahrt, bleibt er dort.</translation>
    </message>
    <message>
        <source>Remove All the Same</source>
        <translation>Trotzdem entfernen</translation>
    </message>
    <message>
        <source>Export Connections</source>
        <translation>Verbindungen exportieren</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>The connections were not exported</source>
        <translation>Die Verbindungen wurden nicht exportiert</translation>
    </message>
    <message>
        <source>Plectrum</source>
        <translation>Plectrum</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::UnlockDialog</name>
    <message>
        <source>&amp;Unlock for Writing</source>
        <translation>Zum Schreiben &amp;freischalten</translation>
    </message>
    <message>
        <source>Unlock for Writing</source>
        <translation>Zum Schreiben freischalten</translation>
    </message>
    <message>
        <source>Unlock %1 for writing?</source>
        <translation>%1 zum Schreiben freischalten?</translation>
    </message>
    <message>
        <source>The universe&apos;s name, typed to confirm</source>
        <translation>Der Name des Universums, zur Bestätigung eingegeben</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Type its name:</source>
        <translation>Seinen &amp;Namen eingeben:</translation>
    </message>
    <message>
        <source>&amp;For:</source>
        <translation>Fü&amp;r:</translation>
    </message>
    <message>
        <source>Players are in it. Until the time is over, what you save, restore, undo or commit in this window is written to their data. Then it is read-only again by itself.</source>
        <translation>Spieler sind darin. Bis die Zeit um ist, wird in die Daten dieser Spieler geschrieben, was in diesem Fenster gespeichert, wiederhergestellt, zurückgenommen oder festgeschrieben wird. Danach ist es von selbst wieder schreibgeschützt.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::UnsavedQuestion</name>
    <message>
        <source>Unsaved changes</source>
        <translation>Ungespeicherte Änderungen</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep drafts for next time</source>
        <translation>Entwürfe für das nächste Mal aufbewahren</translation>
    </message>
    <message>
        <source>What is not saved</source>
        <translation>Was nicht gespeichert ist</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Vergleicht…</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 Änderung</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>%1 Änderungen</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>%1 of %2 are saved</source>
        <translation>%1 von %2 sind gespeichert</translation>
    </message>
    <message>
        <source>There are unsaved changes</source>
        <translation>Es gibt ungespeicherte Änderungen</translation>
    </message>
    <message>
        <source>Below is all that would be written.</source>
        <translation>Unten steht alles, was geschrieben würde.</translation>
    </message>
    <message>
        <source>%1 Kept drafts are on this disk and come back with the next start.</source>
        <translation>%1 Aufbewahrte Entwürfe liegen auf diesem Datenträger und kommen beim nächsten Start wieder.</translation>
    </message>
    <message>
        <source>%1 Drafts cannot be kept on this disk: what you do not save is lost.</source>
        <translation>%1 Entwürfe können auf diesem Datenträger nicht aufbewahrt werden: Was nicht gespeichert wird, ist verloren.</translation>
    </message>
    <message>
        <source>Save all %1</source>
        <translation>Alle %1 speichern</translation>
    </message>
    <message>
        <source>Commit together</source>
        <translation>Zusammen festschreiben</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Speichert…</translation>
    </message>
    <message>
        <source>Not saved. %1</source>
        <translation>Nicht gespeichert. %1</translation>
    </message>
    <message>
        <source>It cannot be kept: the disk could not be written.</source>
        <translation>Aufbewahren nicht möglich: Der Datenträger war nicht beschreibbar.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::VersionTimeline</name>
    <message>
        <source>Version timeline</source>
        <translation>Zeitleiste der Versionen</translation>
    </message>
    <message>
        <source>Version %1 of %2: %3</source>
        <translation>Version %1 von %2: %3</translation>
    </message>
    <message>
        <source>%1 versions, none chosen</source>
        <translation>%1 Versionen, keine gewählt</translation>
    </message>
    <message>
        <source>%1 versions</source>
        <translation>%1 Versionen</translation>
    </message>
    <message>
        <source>newest: %1</source>
        <translation>neueste: %1</translation>
    </message>
    <message>
        <source>oldest: %1</source>
        <translation>älteste: %1</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::WelcomePage</name>
    <message>
        <source>No record open</source>
        <translation>Kein Datensatz offen</translation>
    </message>
    <message>
        <source>Choose a store and click a key on the left to see its record.
Universe: %1</source>
        <translation>Links einen Store wählen und einen Schlüssel anklicken, um seinen Datensatz zu sehen.
Universum: %1</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Change, duplicate or remove it</source>
        <translation>Ändern, duplizieren oder entfernen</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::WindowMenus</name>
    <message>
        <source>Change &amp;Type</source>
        <translation>&amp;Typ ändern</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Recent &amp;Universes</source>
        <translation>&amp;Zuletzt geöffnete Universen</translation>
    </message>
    <message>
        <source>Co&amp;nnections</source>
        <translation>&amp;Verbindungen</translation>
    </message>
    <message>
        <source>Recent &amp;Stores</source>
        <translation>Zuletzt ge&amp;öffnete Stores</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>Daten&amp;satz</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>K&amp;eys</source>
        <translation>S&amp;chlüssel</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>No record open</source>
        <translation>Kein Datensatz offen</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>The language changes when Plectrum starts the next time.</source>
        <translation>Die Sprache wechselt, wenn Plectrum das nächste Mal startet.</translation>
    </message>
</context>
<context>
    <name>plectrum::ui::WindowStatus</name>
    <message>
        <source>Show the tasks</source>
        <translation>Aufgaben zeigen</translation>
    </message>
    <message>
        <source>Running task</source>
        <translation>Laufende Aufgabe</translation>
    </message>
    <message>
        <source>Progress of the running task</source>
        <translation>Fortschritt der laufenden Aufgabe</translation>
    </message>
    <message>
        <source>The open universe</source>
        <translation>Das offene Universum</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::WriteQuestion</name>
    <message>
        <source>Do not ask for the other writes of this input</source>
        <translation>Bei den anderen Schreibvorgängen dieser Eingabe nicht fragen</translation>
    </message>
    <message>
        <source>The Script Commits a Transaction</source>
        <translation>Das Skript schließt eine Transaktion ab</translation>
    </message>
    <message>
        <source>The Script Writes a Key</source>
        <translation>Das Skript schreibt einen Schlüssel</translation>
    </message>
    <message>
        <source>This is what changes in the store %1. The key stays locked meanwhile.</source>
        <translation>Das ändert sich im Store %1. Der Schlüssel bleibt so lange gesperrt.</translation>
    </message>
    <message>
        <source>This is what changes in the store %1: all of it is written, or nothing. The keys stay locked meanwhile.</source>
        <translation>Das ändert sich im Store %1: Alles davon wird geschrieben oder nichts. Die Schlüssel bleiben so lange gesperrt.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>The same data</source>
        <translation>Dieselben Daten</translation>
    </message>
    <message>
        <source>What is kept around it changes: applied migrations, user ids.</source>
        <translation>Was darum herum steht, ändert sich: angewandte Migrationen, Benutzer-IDs.</translation>
    </message>
    <message>
        <source>Do Not Write</source>
        <translation>Nicht schreiben</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
</context>
</TS>
