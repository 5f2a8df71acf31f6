"""Settings, from the environment and from `.env`. A wrong one is refused at start, by name, with what is right."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.storage.engine import DatabaseUrlError, async_url
from knowledge.library import SHIPPED
from scheduler.people import Admission

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def _empty_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


class SettingsError(Exception):
    """One line per wrong setting, for the operator."""


class Settings(BaseSettings):
    """Every setting there is; the README has the same table."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    telegram_bot_token: Annotated[SecretStr | None, BeforeValidator(_empty_is_none)] = Field(
        default=None, description="The token that BotFather gave you. Without it only the sandbox runs."
    )
    telegram_api_url: str = Field(
        default="https://api.telegram.org", description="Root of the Bot API server, for a self-hosted one."
    )
    responsible_body: str = Field(
        default="",
        description="Who is responsible for data protection, as /datenschutz names it. Required with a token.",
    )
    contact_person: str = Field(
        default="", description="Who helps when the bot can't, with a way to reach them. Shown to everybody."
    )
    access: Literal["open", "invited"] = Field(
        default="open", description="Who may use the bot: anybody, or only people with an invitation."
    )
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="Telegram ids of the admins, with commas between; more can be invited."
    )
    knowledge_dir: Path = Field(default=SHIPPED, description="Folder of the collection.")
    data_dir: Path = Field(default=Path("data"), description="Folder of the SQLite database.")
    database_url: Annotated[SecretStr | None, BeforeValidator(_empty_is_none)] = Field(
        default=None, description="postgresql://user:password@host/name instead of SQLite in DATA_DIR."
    )
    backup_days: int = Field(
        default=0, ge=0, description="How many days backups are kept, as /datenschutz says. 0: there are none."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="How much is logged.")
    sandbox_port: int = Field(default=8642, ge=0, le=65535, description="Port of the sandbox on 127.0.0.1; 0: any.")

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("access", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        ids = value.replace(",", " ").split()
        if not all(one.isascii() and one.isdigit() and int(one) < 2**63 for one in ids):
            raise ValueError("must be Telegram's numbers of people, such as 123456789,987654321")
        return frozenset(map(int, ids))

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        number, _, secret = value.get_secret_value().strip().partition(":") if value else ("1", "", "x")
        if not number.isdigit() or not secret:
            raise ValueError("must look like 123456789:AAE…, as BotFather sends it")
        return SecretStr(value.get_secret_value().strip()) if value else None

    @field_validator("telegram_api_url")
    @classmethod
    def _root(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with https:// or http://, without /bot at the end")
        return value.rstrip("/").removesuffix("/bot")

    @field_validator("knowledge_dir")
    @classmethod
    def _folder(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError(
                "must be a folder that holds recommendations/*.yaml; leave it out for the shipped collection"
            )
        return value

    @field_validator("data_dir")
    @classmethod
    def _no_file(cls, value: Path) -> Path:
        if value.exists() and not value.is_dir():
            raise ValueError("must be a folder (it is made if missing), not a file")
        return value

    @field_validator("database_url")
    @classmethod
    def _openable(cls, value: SecretStr | None) -> SecretStr | None:
        try:
            if value is not None:
                async_url(value.get_secret_value())
        except DatabaseUrlError as error:
            raise ValueError(str(error)) from error
        return value

    @model_validator(mode="after")
    def _accountable(self) -> "Settings":
        if self.telegram_bot_token is not None and not self.responsible_body.strip():
            raise ValueError("RESPONSIBLE_BODY must name who is responsible for data protection, once there is a token")
        return self

    @property
    def admission(self) -> Admission:
        return Admission(self.access == "open", self.admin_ids)

    @property
    def token(self) -> str | None:
        return self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else None

    @property
    def database(self) -> str:
        """The database's URL. Holds a password: never log it."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{(self.data_dir / 'quartierslotse.db').absolute()}"


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Raises SettingsError, whose text names each wrong setting and never repeats a value (it might be the token)."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as error:
        raise SettingsError("\n".join(_line(fault["loc"], fault["msg"]) for fault in error.errors())) from None


def _line(place: tuple[int | str, ...], message: str) -> str:
    text = message.removeprefix("Value error, ")
    return f"{str(place[0]).upper()} {text}" if place else text
