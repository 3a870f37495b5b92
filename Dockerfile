# Estrella alone; the database is another container (compose.yaml) or any PostgreSQL 15 to 18.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Estrella/Estrella.csproj src/Estrella/packages.lock.json src/Estrella/
COPY src/Estrella.Dashboard/Estrella.Dashboard.csproj src/Estrella.Dashboard/packages.lock.json src/Estrella.Dashboard/
COPY src/Estrella.Cli/Estrella.Cli.csproj src/Estrella.Cli/packages.lock.json src/Estrella.Cli/
RUN dotnet restore src/Estrella.Cli --locked-mode
COPY src/ src/
RUN dotnet publish src/Estrella.Cli --configuration Release --no-restore --output /estrella

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /estrella /opt/estrella
RUN ln -s /opt/estrella/Estrella.Cli /usr/local/bin/estrella
WORKDIR /project
USER $APP_UID
ENTRYPOINT ["estrella"]
CMD ["--help"]
