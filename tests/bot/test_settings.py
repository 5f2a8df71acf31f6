"""Settings: refused by name, with what would be right; never with the value."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings

TOKEN = "123456:AAE-secret-secret"


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def test_without_anything_everything_has_a_default(env: pytest.MonkeyPatch) -> None:
    settings = read_settings()
    assert settings.token is None
    assert settings.database.startswith("sqlite:///")


def test_the_env_file_is_read_and_the_environment_wins(env: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nRESPONSIBLE_BODY=AWO\nLOG_LEVEL=debug\nUNKNOWN=1\n")
    env.setenv("RESPONSIBLE_BODY", "AWO Musterstadt")
    settings = read_settings()
    assert (settings.token, settings.responsible_body, settings.log_level) == (TOKEN, "AWO Musterstadt", "DEBUG")


def test_an_empty_token_is_no_token(env: pytest.MonkeyPatch) -> None:
    env.setenv("TELEGRAM_BOT_TOKEN", "  ")
    env.setenv("DATABASE_URL", "")
    settings = read_settings()
    assert settings.token is None
    assert settings.database.startswith("sqlite")


WRONG = {
    "TELEGRAM_BOT_TOKEN": ("my-token", "BotFather"),
    "TELEGRAM_API_URL": ("api.telegram.org", "https://"),
    "KNOWLEDGE_DIR": ("/no/such/folder", "recommendations/*.yaml"),
    "DATABASE_URL": ("mysql://u:geheim@host/db", "postgresql://"),
    "BACKUP_DAYS": ("-1", "equal to 0"),
    "LOG_LEVEL": ("loud", "'INFO'"),
    "SANDBOX_PORT": ("99999", "65535"),
}


@pytest.mark.parametrize(("name", "value", "right"), [(name, *case) for name, case in WRONG.items()])
def test_a_wrong_one_is_named_with_what_is_right(env: pytest.MonkeyPatch, name: str, value: str, right: str) -> None:
    env.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value).startswith(name)
    assert right in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_all_wrong_ones_are_named_at_once(env: pytest.MonkeyPatch) -> None:
    for name, (value, _) in WRONG.items():
        env.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert [line.split()[0] for line in str(refused.value).splitlines()] == [
        name.upper() for name in Settings.model_fields if name.upper() in WRONG
    ]


def test_a_token_without_responsible_body_is_refused(env: pytest.MonkeyPatch) -> None:
    env.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    with pytest.raises(SettingsError, match="RESPONSIBLE_BODY") as refused:
        read_settings()
    assert "secret" not in str(refused.value)


def test_the_token_shows_nowhere(env: pytest.MonkeyPatch) -> None:
    env.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    env.setenv("RESPONSIBLE_BODY", "AWO")
    assert "secret" not in repr(read_settings()) + str(read_settings())


def test_every_setting_is_documented_with_its_default() -> None:
    root = Path(__file__).parents[2]
    rows = re.findall(r"^\| `([A-Z_]+)` \|", (root / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert rows == [name.upper() for name in Settings.model_fields]
    example = (root / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#? ?([A-Z_]+)=", example, flags=re.MULTILINE)) == set(rows)
