using System.Globalization;

namespace Estrella.Sources.Discovery;

/// <summary>The sentences of a profile in English and Spanish.</summary>
public static class ProfileWords
{
    private static readonly Dictionary<string, (string English, string Spanish)> Sentences = new()
    {
        ["secret"] = ("secret, nothing of it is shown: {0}", "secreto, no se muestra nada: {0}"),
        ["personal"] = ("personal data, values are not shown: {0}", "datos personales, no se muestran sus valores: {0}"),
        ["no-duplicates"] = ("no row stands twice", "ninguna fila se repite"),
        ["duplicates"] = ("{0:N0} rows stand twice, cell by cell (lines {1})", "{0:N0} filas se repiten, celda por celda (líneas {1})"),
        ["unmapped"] = ("kept beside the records, meaning not known: {0}", "se conserva junto a los registros, sin significado conocido: {0}"),
        ["spoilt"] = ("{0}", "{0}"),
        ["constant"] = ("always {0}", "siempre {0}"),
        ["constant-hidden"] = ("always the same", "siempre igual"),
        ["copy"] = ("the same as {0} in every row", "igual a {0} en todas las filas"),
        ["said-elsewhere"] = ("says again {0} of {1}", "repite {0} de {1}"),
        ["sum"] = ("= {0}", "= {0}"),
        ["belongs-to"] = ("one value for each {0}", "un solo valor por cada {0}"),
        ["unique"] = ("no value stands twice", "ningún valor se repite"),
        ["words"] = ("{0}", "{0}"),
        ["outliers"] = ("{0:N0} values lie far off, below {1:0.##} or above {2:0.##} (lines {3})", "{0:N0} valores se alejan mucho, por debajo de {1:0.##} o por encima de {2:0.##} (líneas {3})"),
        ["reference"] = ("all {0:N0} rows name a record of {1}", "las {0:N0} filas nombran un registro de {1}"),
        ["orphans"] = ("{0:N0} of {1:N0} rows name no record of {2}, such as {3}", "{0:N0} de {1:N0} filas no nombran ningún registro de {2}, por ejemplo {3}"),
        ["all-named"] = ("each of the {0:N0} records is named by {1} of {2}", "cada uno de los {0:N0} registros es nombrado por {1} de {2}"),
        ["not-named"] = ("{0:N0} of {1:N0} records are named by no row of {3} ({2})", "{0:N0} de {1:N0} registros no son nombrados por ninguna fila de {3} ({2})"),
        ["header-lines"] = ("the total of the order equals its lines in {0:N0} of {1:N0} orders; the lines come to more in {2:N0}, to less in {3:N0}", "el total del pedido es igual a sus líneas en {0:N0} de {1:N0} pedidos; las líneas suman más en {2:N0}, menos en {3:N0}"),
        ["header-tender"] = ("the total of the order equals what is said to be paid in {0:N0} of {1:N0} orders; more is said to be paid in {2:N0}", "el total del pedido es igual a lo que se dice pagar en {0:N0} de {1:N0} pedidos; se dice pagar más en {2:N0}"),
        ["header-payment"] = ("the total of the order equals its payments in {0:N0} of {1:N0} orders", "el total del pedido es igual a sus pagos en {0:N0} de {1:N0} pedidos"),
        ["tender-payment"] = ("what is said to be paid equals the payments in {0:N0} of {1:N0} orders", "lo que se dice pagar es igual a los pagos en {0:N0} de {1:N0} pedidos"),
        ["tender-method"] = ("the payment method differs between the two files in {0:N0} of {1:N0} orders", "el método de pago difiere entre los dos archivos en {0:N0} de {1:N0} pedidos"),
        ["cancelled-paid"] = ("{0:N0} cancelled orders were paid, {1:N2} in all", "{0:N0} pedidos cancelados fueron pagados, {1:N2} en total"),
        ["delivered-unpaid"] = ("{0:N0} of {1:N0} delivered orders have no payment that was collected", "{0:N0} de {1:N0} pedidos entregados no tienen ningún pago cobrado"),
        ["pending-refunded"] = ("{0:N0} orders are pending, yet refunded", "{0:N0} pedidos están pendientes y, sin embargo, reembolsados"),
        ["paid-before"] = ("{0:N0} payments precede their order, by up to {1:N0} days", "{0:N0} pagos son anteriores a su pedido, hasta {1:N0} días"),
        ["list-price"] = ("{0:N0} of {1:N0} lines carry the price of the product's file", "{0:N0} de {1:N0} líneas llevan el precio del archivo de productos"),
        ["not-compared"] = ("files are not compared until what no row decides has been answered", "los archivos no se comparan hasta que se responda lo que ninguna fila decide"),
    };

    private static readonly Dictionary<string, (string English, string Spanish)> Words = new()
    {
        ["secret"] = ("secret", "secreto"),
        ["empty"] = ("empty", "vacía"),
        ["email"] = ("e-mail", "correo"),
        ["date"] = ("date", "fecha"),
        ["code"] = ("code", "código"),
        ["percent"] = ("percent", "porcentaje"),
        ["whole"] = ("whole number", "número entero"),
        ["number"] = ("number", "número"),
        ["flag"] = ("yes or no", "sí o no"),
        ["words"] = ("one of few words", "una de pocas palabras"),
        ["text"] = ("text", "texto"),
        ["column"] = ("column", "columna"),
        ["kind"] = ("kind", "tipo"),
        ["filled"] = ("filled", "con dato"),
        ["missing"] = ("missing", "sin dato"),
        ["distinct"] = ("distinct", "distintos"),
        ["least"] = ("from", "desde"),
        ["most"] = ("to", "hasta"),
        ["remarks"] = ("remarks", "observaciones"),
        ["rows"] = ("rows", "filas"),
        ["columns"] = ("columns", "columnas"),
        ["between"] = ("Between the files", "Entre los archivos"),
        ["taken"] = ("taken for", "se toma por"),
        ["unknown"] = ("not understood", "no se entiende"),
    };

    private static readonly NumberFormatInfo Spanish = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    public static string Sentence(string kind, string language) => language == "es" ? Sentences[kind].Spanish : Sentences[kind].English;

    public static string Word(string word, string language) => language == "es" ? Words[word].Spanish : Words[word].English;

    /// <summary>Numbers within sentences, in the habit of the language.</summary>
    public static IFormatProvider Culture(string language) => language == "es" ? new CultureInfo("", false) { NumberFormat = Spanish } : CultureInfo.InvariantCulture;
}
