Console.WriteLine("estrella");
