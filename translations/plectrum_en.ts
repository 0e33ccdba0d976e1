<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>JournalText</name>
    <message numerus="yes">
        <source>%1 and %n more value(s)</source>
        <translation>
            <numerusform>%1 and %n more value</numerusform>
            <numerusform>%1 and %n more values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo of %n write(s) together: %1</source>
        <translation>
            <numerusform>Undo of %n write: %1</numerusform>
            <numerusform>Undo of %n writes together: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n write(s) together: %1</source>
        <translation>
            <numerusform>%n write: %1</numerusform>
            <numerusform>%n writes together: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MigrationLab</name>
    <message numerus="yes">
        <source>%n cannot be tried.</source>
        <translation>
            <numerusform>%n cannot be tried.</numerusform>
            <numerusform>%n cannot be tried.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n inside an unfinished transaction.</source>
        <translation>
            <numerusform>%n inside an unfinished transaction.</numerusform>
            <numerusform>%n inside an unfinished transaction.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rejected by the schema</source>
        <translation>
            <numerusform>%n rejected by the schema</numerusform>
            <numerusform>%n rejected by the schema</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n locked and set aside</source>
        <translation>
            <numerusform>%n locked and set aside</numerusform>
            <numerusform>%n locked and set aside</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waiting for %n lock(s) of game servers…</source>
        <translation>
            <numerusform>Waiting for %n lock of game servers…</numerusform>
            <numerusform>Waiting for %n locks of game servers…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ValueText</name>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n elements</source>
        <translation>
            <numerusform>%n element</numerusform>
            <numerusform>%n elements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VersionText</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::documents::Comparison</name>
    <message numerus="yes">
        <source>The file holds %n keys, and none of that name.</source>
        <translation>
            <numerusform>The file holds %n key, and it is not of that name.</numerusform>
            <numerusform>The file holds %n keys, and none of that name.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>take over %n change(s)</source>
        <translation>
            <numerusform>take over %n change</numerusform>
            <numerusform>take over %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::documents::LabApply</name>
    <message numerus="yes">
        <source>%n record(s) were taken back.</source>
        <translation>
            <numerusform>%n record was taken back.</numerusform>
            <numerusform>%n records were taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be: the journal tells why.</source>
        <translation>
            <numerusform>%n could not be: the journal tells why.</numerusform>
            <numerusform>%n could not be: the journal tells why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::documents::RequestMeter</name>
    <message numerus="yes">
        <source>Requests: paused, %n waiting</source>
        <translation>
            <numerusform>Requests: paused, %n waiting</numerusform>
            <numerusform>Requests: paused, %n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Requests: throttled, %n waiting</source>
        <translation>
            <numerusform>Requests: throttled, %n waiting</numerusform>
            <numerusform>Requests: throttled, %n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Requests: %1 %, %n waiting</source>
        <translation>
            <numerusform>Requests: %1 %, %n waiting</numerusform>
            <numerusform>Requests: %1 %, %n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::documents::UnfinishedModel</name>
    <message numerus="yes">
        <source>%n keys</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::ApplyQuestion</name>
    <message numerus="yes">
        <source>%1: %n record(s)</source>
        <translation>
            <numerusform>%1: %n record</numerusform>
            <numerusform>%1: %n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Migrate up to %n record(s) of %1 in %2 now?</source>
        <translation>
            <numerusform>Migrate up to %n record of %1 in %2 now?</numerusform>
            <numerusform>Migrate up to %n records of %1 in %2 now?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Migrate %n record(s)</source>
        <translation>
            <numerusform>Migrate %n record</numerusform>
            <numerusform>Migrate %n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::BindDialog</name>
    <message numerus="yes">
        <source>It loads and creates %n store(s).</source>
        <translation>
            <numerusform>It loads and creates %n store.</numerusform>
            <numerusform>It loads and creates %n stores.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::CompareDialog</name>
    <message numerus="yes">
        <source>Take Over %n Change(s)</source>
        <translation>
            <numerusform>Take Over %n Change</numerusform>
            <numerusform>Take Over %n Changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::HistoryPanel</name>
    <message numerus="yes">
        <source>%n versions</source>
        <translation>
            <numerusform>%n version</numerusform>
            <numerusform>%n versions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::ImportQuestion</name>
    <message numerus="yes">
        <source>Import %n Key(s)</source>
        <translation>
            <numerusform>Import %n Key</numerusform>
            <numerusform>Import %n Keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::JournalNotice</name>
    <message numerus="yes">
        <source>Unsaved changes of %n record(s) were recovered. They are open again and not saved yet.</source>
        <translation>
            <numerusform>Unsaved changes of %n record were recovered. They are open again and not saved yet.</numerusform>
            <numerusform>Unsaved changes of %n records were recovered. They are open again and not saved yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unsaved changes of %n more record(s) are kept but could not be read.</source>
        <translation>
            <numerusform>Unsaved changes of %n more record are kept but could not be read.</numerusform>
            <numerusform>Unsaved changes of %n more records are kept but could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n transaction(s) that were not committed were recovered, each as one page.</source>
        <translation>
            <numerusform>%n transaction that was not committed was recovered, as one page.</numerusform>
            <numerusform>%n transactions that were not committed were recovered, each as one page.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::KeyBrowser</name>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln key</numerusform>
            <numerusform>%Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys loaded</source>
        <translation>
            <numerusform>%Ln key loaded</numerusform>
            <numerusform>%Ln keys loaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys, as read at %1</source>
        <translation>
            <numerusform>%Ln key, as read at %1</numerusform>
            <numerusform>%Ln keys, as read at %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::KeyExport</name>
    <message numerus="yes">
        <source>Export %n Key(s)</source>
        <translation>
            <numerusform>Export %n Key</numerusform>
            <numerusform>Export %n Keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exporting %n key(s)</source>
        <translation>
            <numerusform>Exporting %n key</numerusform>
            <numerusform>Exporting %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exported %n key(s) to %1.</source>
        <translation>
            <numerusform>Exported %n key to %1.</numerusform>
            <numerusform>Exported %n keys to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::KeyImport</name>
    <message numerus="yes">
        <source>Importing %n key(s)</source>
        <translation>
            <numerusform>Importing %n key</numerusform>
            <numerusform>Importing %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %n key(s).</source>
        <translation>
            <numerusform>Imported %n key.</numerusform>
            <numerusform>Imported %n keys.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more key(s) were not written.</source>
        <translation>
            <numerusform>%n more key was not written.</numerusform>
            <numerusform>%n more keys were not written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::LabDetails</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::LogPanel</name>
    <message numerus="yes">
        <source>Choose “All levels” or clear the filter to see the %n line(s) that are kept.</source>
        <translation>
            <numerusform>Choose “All levels” or clear the filter to see the %n line that is kept.</numerusform>
            <numerusform>Choose “All levels” or clear the filter to see the %n lines that are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) written to %1.</source>
        <translation>
            <numerusform>%n line written to %1.</numerusform>
            <numerusform>%n lines written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::TextSearchBar</name>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::TransactionPages</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::UndoController</name>
    <message numerus="yes">
        <source>Takes %n write(s) of %1 back, that belong together.</source>
        <translation>
            <numerusform>Takes %n write of %1 back.</numerusform>
            <numerusform>Takes %n writes of %1 back, that belong together.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other write(s) that were made together with it stay as they are.</source>
        <translation>
            <numerusform>%n other write that was made together with it stays as it is.</numerusform>
            <numerusform>%n other writes that were made together with it stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo %n write(s)</source>
        <translation>
            <numerusform>Undo %n write</numerusform>
            <numerusform>Undo %n writes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n write(s) were undone.</source>
        <translation>
            <numerusform>%n write was undone.</numerusform>
            <numerusform>%n writes were undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::UnfinishedTransactions</name>
    <message numerus="yes">
        <source>%n records could not be read and may hold it, too.</source>
        <translation>
            <numerusform>%n record could not be read and may hold it, too.</numerusform>
            <numerusform>%n records could not be read and may hold it, too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln records read…</source>
        <translation>
            <numerusform>%Ln record read…</numerusform>
            <numerusform>%Ln records read…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished transactions</source>
        <translation>
            <numerusform>%n unfinished transaction</numerusform>
            <numerusform>%n unfinished transactions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys become the data after. This is final.</source>
        <translation>
            <numerusform>%n key becomes the data after. This is final.</numerusform>
            <numerusform>%n keys become the data after. This is final.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys keep the data before; what the transaction wrote is dropped.</source>
        <translation>
            <numerusform>%n key keeps the data before; what the transaction wrote is dropped.</numerusform>
            <numerusform>%n keys keep the data before; what the transaction wrote is dropped.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plectrum::ui::WindowStatus</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
