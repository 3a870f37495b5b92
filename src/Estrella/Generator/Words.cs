namespace Estrella.Generator;

/// <summary>What people, streets and firms are called.</summary>
internal static class Words
{
    public static readonly string[] FirstNames =
    [
        "María", "Sofía", "Lucía", "Martina", "Camila", "Valentina", "Julieta", "Florencia", "Agustina", "Micaela", "Carolina", "Verónica",
        "Mónica", "Inés", "Belén", "Rocío", "Milagros", "Abril", "Malena", "Zoe", "Juan", "Mateo", "Tomás", "Joaquín", "Nicolás", "Santiago",
        "Benjamín", "Facundo", "Gonzalo", "Agustín", "Sebastián", "Matías", "Martín", "Ramón", "Raúl", "Andrés", "Iñaki", "Germán", "Hernán", "Bautista",
    ];

    public static readonly string[] LastNames =
    [
        "González", "Rodríguez", "Gómez", "Fernández", "López", "Díaz", "Martínez", "Pérez", "García", "Sánchez", "Romero", "Sosa", "Álvarez",
        "Torres", "Ruiz", "Ramírez", "Flores", "Acosta", "Benítez", "Medina", "Suárez", "Herrera", "Aguirre", "Pereyra", "Gutiérrez", "Giménez",
        "Molina", "Silva", "Castro", "Rojas", "Ortiz", "Núñez", "Luna", "Juárez", "Cabrera", "Ríos", "Ferreyra", "Godoy", "Morales", "Domínguez",
        "Peralta", "Vega", "Carrizo", "Quiroga", "Castillo", "Ledesma", "Muñoz", "Ojeda", "Ponce", "Villalba", "Cardozo", "Navarro", "Coronel",
        "Vázquez", "Ibáñez", "Peña", "Bianchi", "Rossi", "Ñáñez", "D'Angelo",
    ];

    public static readonly string[] Streets =
    [
        "Av. San Martín", "Belgrano", "Rivadavia", "Mitre", "Sarmiento", "Av. Colón", "9 de Julio", "25 de Mayo", "Güemes", "Moreno", "Alberdi",
        "Av. España", "Lavalle", "Necochea", "Urquiza", "Pueyrredón", "Las Heras", "Av. Libertador", "French", "Balcarce",
    ];

    public static readonly string[] Firms =
    [
        "Almacén", "Kiosco", "Autoservicio", "Distribuidora", "Despensa", "Supermercado", "Librería", "Minimercado", "Proveeduría", "Maxikiosco",
    ];

    public static readonly string[] FirmNames =
    [
        "El Sol", "La Esquina", "Don José", "Los Álamos", "La Unión", "San Cayetano", "El Ñandú", "Las Marías", "La Pampa", "Doña Rosa",
        "El Progreso", "Los Hermanos", "La Estrella", "Tres Arroyos", "El Ceibo", "La Familia", "Del Centro", "El Trébol", "Santa Lucía", "El Cóndor",
    ];

    public static readonly string[] FirmForms = ["S.R.L.", "S.A.", "S.A.S.", "e Hijos", ""];

    public static readonly string[] ReturnReasons = ["No era lo esperado", "Talle equivocado", "Llegó dañado", "Se arrepintió", "Demora en la entrega"];

    public static readonly string[] Comments =
    [
        "Excelente, lo recomiendo", "Muy buena calidad", "Llegó rápido y bien embalado", "Cumple, nada más", "No era como en la foto",
        "Tardó mucho en llegar", "Buena relación precio y calidad", "Se rompió a la semana, una lástima", "Hermoso", "Volvería a comprar, ¡gracias!",
    ];

    public static readonly string[] Couriers = ["Correo Austral", "Andes Cargo", "Rápido del Plata", "Moto Ya"];

    public static readonly string[] Warehouses = ["Depósito CABA", "Depósito Córdoba"];

    public static readonly string[] Channels = ["web", "app", "local", "mayorista"];
}
