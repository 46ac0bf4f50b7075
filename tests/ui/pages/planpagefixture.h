#pragma once

#include "pages/planpage.h"
#include "plan/presets.h"
#include "ui/uifixture.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QString>

namespace tokamark::ui {

/// The page Plan with the plan of the demo, and its fields by what a person sees of them.
struct PlanPageFixture : UiFixture {
    PlanPageFixture()
        : page(context())
    {
        plan.replace(*plan::makePreset("demo", {.simulated = true}));
        page.resize(1268, 856);
        page.show();
    }

    /// A field by the name that a screen reader says.
    template <class Field> [[nodiscard]] Field *field(const char *name) const
    {
        for (auto *candidate : page.findChildren<Field *>()) {
            if (candidate->accessibleName() == QLatin1String(name))
                return candidate;
        }
        return nullptr;
    }

    /// As a person chooses from a list.
    void choose(const char *name, int place)
    {
        auto *list = field<QComboBox>(name);
        list->setCurrentIndex(place);
        Q_EMIT list->activated(place);
    }

    [[nodiscard]] QPushButton *button(const char *text) const
    {
        for (auto *candidate : page.findChildren<QPushButton *>()) {
            if (candidate->text() == QString::fromUtf8(text))
                return candidate;
        }
        return nullptr;
    }

    void type(QLineEdit *edit, const char *text)
    {
        edit->setText(QLatin1String(text));
        Q_EMIT edit->editingFinished();
    }

    PlanPage page;
};

} // namespace tokamark::ui
